import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { UsageCounters } from "./usage-counters.js";
import { UsageExporter } from "./usage-exporter.js";

function exporterTo(append: (line: string) => Promise<void>, errors: unknown[] = []) {
  const counters = new UsageCounters({ maxPlaces: 0 });
  const call = (): void => counters.count({ method: "runAsync" });
  return { call, exporter: new UsageExporter({ counters, append, onError: (error) => void errors.push(error), deadlineMs: 100, now: Date.now }) };
}

test("J2: a target that does not answer costs 100 ms, is told once, and its line is not written twice meanwhile", async () => {
  const answers: (() => void)[] = [];
  const errors: unknown[] = [];
  const { call, exporter } = exporterTo(() => new Promise((resolve) => void answers.push(resolve)), errors);
  call();
  const start = performance.now();
  expect(await exporter.flush()).toBe("late");
  expect(performance.now() - start).toBeLessThan(150);
  expect(await exporter.flush()).toBe("late");
  expect(answers).toHaveLength(1);
  expect(errors).toMatchObject([{ code: "SINK_UNWRITABLE", retryable: true }]);
  answers[0]!();
  await delay(0);
  expect(await exporter.flush()).toBe("nothing");
});

test("a line that failed is written again as it was, and then what came since", async () => {
  const lines: string[] = [];
  const errors: unknown[] = [];
  const { call, exporter } = exporterTo(async (line) => {
    lines.push(line);
    if (lines.length === 1) throw new Error("full");
  }, errors);
  call();
  expect(await exporter.flush()).toBe("failed");
  call();
  call();
  expect(await exporter.flush()).toBe("written");
  expect(lines[1]).toBe(lines[0]);
  expect(JSON.parse(lines[2]!)).toMatchObject({ sequence: 2, calls: { runAsync: 2 } });
  expect(errors).toHaveLength(1);
});

test("what is counted while a line is being written is written by a flush that comes meanwhile", async () => {
  const lines: string[] = [];
  const { call, exporter } = exporterTo(async (line) => {
    await delay(5);
    lines.push(line);
  });
  call();
  const first = exporter.flush();
  call();
  expect(await Promise.all([first, exporter.flush()])).toEqual(["written", "written"]);
  expect(lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual([1, 2]);
});
