import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { MetricsSnapshot } from "../aggregate/metrics-snapshot.js";
import { RunMetrics } from "../aggregate/run-metrics.js";
import { ModelRun } from "../testing/model-run.js";
import { TemporaryFolder } from "../testing/temporary-folder.js";
import { writeSnapshots } from "./write-snapshots.js";

function linesOf(path: string): MetricsSnapshot[] {
  return readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as MetricsSnapshot); // what the writer writes
}

test("snapshots are written at their interval, and a last one at the end", async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, "metrics.jsonl");
  const run = new ModelRun();
  const metrics = new RunMetrics();
  metrics.observe(run.start());
  {
    await using snapshots = writeSnapshots(metrics, { path, everyMs: 20 });
    while (snapshots.written < 2) await sleep(5);
    metrics.observe(run.complete("1"));
  }
  const lines = linesOf(path);
  expect(lines.length).toBeGreaterThanOrEqual(3);
  expect([lines[0]?.processed, lines.at(-1)?.processed]).toEqual([0, 1]);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => a - b));
});

test("a file that has grown is put aside, and the oldest is removed", async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, "metrics.jsonl");
  await using snapshots = writeSnapshots(new RunMetrics(), { path, maxBytes: 1_000, maxFiles: 3 });
  for (let n = 0; n < 40; n += 1) await snapshots.write();
  expect(readdirSync(folder.path).sort()).toEqual(["metrics.jsonl", "metrics.jsonl.1", "metrics.jsonl.2"]);
  for (const name of readdirSync(folder.path)) {
    expect(statSync(join(folder.path, name)).size).toBeLessThanOrEqual(1_000);
    expect(linesOf(join(folder.path, name)).every(({ version }) => version === 1)).toBe(true);
  }
});

test("an existing file is gone on with, and a torn last line stays alone", async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, "metrics.jsonl");
  writeFileSync(path, '{"version":1}\n{"vers');
  {
    await using snapshots = writeSnapshots(new RunMetrics(), { path });
    await snapshots.write();
  }
  const lines = readFileSync(path, "utf8").split("\n");
  expect(lines.slice(0, 2)).toEqual(['{"version":1}', '{"vers']);
  expect(JSON.parse(lines[2] ?? "")).toMatchObject({ version: 1, processed: 0 });
});

test("a failure is counted, warned of once, and writing is tried again", async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, "later", "metrics.jsonl");
  const warned = once(process, "warning") as Promise<[Error & { code?: string }]>;
  const snapshots = writeSnapshots(new RunMetrics(), { path });
  await snapshots.write();
  await snapshots.write();
  expect(snapshots).toMatchObject({ written: 0, failed: 2, lastError: { code: "ENOENT" } });
  expect((await warned)[0].code).toBe("SLUICE_SNAPSHOT_FAILED");
  mkdirSync(join(folder.path, "later"));
  await snapshots[Symbol.asyncDispose]();
  expect(snapshots).toMatchObject({ written: 1, failed: 2 });
});

test("a snapshot that comes while one is being written is left out and counted", async () => {
  using folder = new TemporaryFolder();
  await using snapshots = writeSnapshots(new RunMetrics(), { path: join(folder.path, "metrics.jsonl") });
  await Promise.all([snapshots.write(), snapshots.write(), snapshots.write()]);
  expect(snapshots).toMatchObject({ written: 1, skipped: 2 });
});

test("a file removed meanwhile harms nobody", async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, "metrics.jsonl");
  await using snapshots = writeSnapshots(new RunMetrics(), { path, maxBytes: 500, maxFiles: 2 });
  await snapshots.write();
  rmSync(path);
  await snapshots.write();
  await snapshots.write();
  expect(snapshots.failed).toBe(0);
  appendFileSync(path, "");
});

test.for([["everyMs", 1], ["maxBytes", 0], ["maxFiles", 0.5]] as const)("%s out of range is refused", ([name, value]) => {
  expect(() => writeSnapshots(new RunMetrics(), { path: "x", [name]: value })).toThrow(RangeError);
});
