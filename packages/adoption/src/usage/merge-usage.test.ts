import { randomUUID } from "node:crypto";
import { appendFile, copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { wordsPipeline } from "../testing/words-pipeline.js";
import { mergeUsage } from "./merge-usage.js";
import { trackUsage } from "./track-usage.js";
import { zeroCalls } from "./usage-counters.js";

function line(sequence: number, calls: Partial<ReturnType<typeof zeroCalls>>, run: string = randomUUID()): string {
  const hours = { fromHour: 3_600_000 * sequence, untilHour: 3_600_000 * (sequence + 1) };
  return JSON.stringify({ type: "sluice-adoption-usage", version: 1, run, sequence, ...hours, calls: { ...zeroCalls(), ...calls }, otherCalls: 0 });
}

test("the files of several services add up to one report", async () => {
  const directory = await temporaryDirectory();
  const [a, b] = [join(directory, "a.jsonl"), join(directory, "b.jsonl")];
  await writeFile(a, `${line(1, { iterResults: 6, runAsyncLegacy: 2 })}\n${line(2, { runAsync: 5 })}\n`);
  await writeFile(b, `${line(5, { streamEvents: 3, ingest: 1 })}\n`);
  const { files, total, problems } = await mergeUsage([a, b]);
  expect(files.map(({ file, share, runs }) => [file, share, runs])).toEqual([[a, 0.75, 2], [b, 1, 1]]);
  expect(total).toMatchObject({ kinds: { streaming: 10, eager: 5, legacy: 2 }, share: 10 / 12, records: 3, fromHour: 3_600_000, untilHour: 6 * 3_600_000 });
  expect(problems).toEqual([]);
});

test("what a tracker has written is merged as it was counted, and a copy of the file counts once", async () => {
  const directory = await temporaryDirectory();
  const [file, copy] = [join(directory, "a.jsonl"), join(directory, "copy.jsonl")];
  await using usage = trackUsage({ file, env: {}, places: true });
  await wordsPipeline().runAsync("words");
  await usage.flush();
  for await (const _document of wordsPipeline().iterResults("words"));
  await usage.stop();
  await copyFile(file, copy);
  const { total, files, problemCounts } = await mergeUsage([file, copy]);
  expect(total.kinds).toEqual({ streaming: 1, eager: 1, legacy: 0 });
  expect(files.map(({ records }) => records)).toEqual([2, 0]);
  expect(problemCounts).toEqual({ "cut-short": 0, damaged: 0, "unknown-version": 0, repeated: 2 });
});

test("a last line that was cut short is left out and named", async () => {
  const file = join(await temporaryDirectory(), "a.jsonl");
  await writeFile(file, `${line(1, { ingest: 1 })}\n${line(2, { ingest: 1 }).slice(0, 40)}`);
  const { total, problems } = await mergeUsage([file]);
  expect(total.kinds.streaming).toBe(1);
  expect(problems).toEqual([{ file, line: 2, kind: "cut-short", message: "ends in the middle" }]);
});

test("a whole last line without its line end counts", async () => {
  const file = join(await temporaryDirectory(), "a.jsonl");
  await writeFile(file, line(1, { ingest: 1 }));
  expect((await mergeUsage([file])).total.records).toBe(1);
});

test("damaged lines and versions of a newer release are named and left out", async () => {
  const file = join(await temporaryDirectory(), "a.jsonl");
  await writeFile(file, ['{"cut', '{"type":"sluice-adoption-usage","version":2}', "[]", line(1, { ingest: -1 }), "x".repeat(2_000_000), line(1, { ingest: 1 }), ""].join("\n"));
  const { total, problems } = await mergeUsage([file]);
  expect(total.records).toBe(1);
  expect(problems.map(({ line, kind }) => [line, kind])).toEqual([[1, "damaged"], [2, "unknown-version"], [3, "damaged"], [4, "damaged"], [5, "damaged"]]);
  expect(problems[1]?.message).toBe("has version 2, expected 1");
});

test("a line cut short by a crash is named, and the line after it counts", async () => {
  const file = join(await temporaryDirectory(), "a.jsonl");
  await appendFile(file, line(1, { ingest: 9 }).slice(0, 60));
  await using usage = trackUsage({ file, env: {} });
  await wordsPipeline().runAsync("words");
  await usage.stop();
  const { total, problemCounts } = await mergeUsage([file]);
  expect([total.kinds, problemCounts.damaged]).toEqual([{ streaming: 0, eager: 1, legacy: 0 }, 1]);
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(3);
});

test("a file that cannot be read ends the merge", async () => {
  await expect(mergeUsage([join(await temporaryDirectory(), "none.jsonl")])).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
});
