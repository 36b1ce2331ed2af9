import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenSink, Sink } from "@sluice/core-events";
import { jsonlSink } from "@sluice/sinks";
import { expect, test } from "vitest";
import { inspectStateDirectory } from "./state/inspect-state-directory.js";
import { openStateDirectory } from "./state/state-directory.js";
import { CountingSource } from "./testing/counting-source.js";
import { Ingestion } from "./testing/ingestion.js";
import { readUntilError } from "./testing/read-until-error.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

const COUNT = 900;
const all = Array.from({ length: COUNT }, (_, n) => n);
const sourceOf = (): CountingSource => new CountingSource({ count: COUNT, markEvery: 50 });
const options = { checkpointInterval: 200, checkpointEveryMs: 60_000 } as const;

/** The JSON Lines sink, with something done before its commit number n, counted from 1. */
function sinkBeforeCommit(path: string, before: (commit: number) => Promise<void>): Sink {
  const inner = jsonlSink({ path });
  let commits = 0;
  return {
    name: inner.name,
    async open(open) {
      const target = await inner.open(open);
      const watched: OpenSink = {
        write: (documents) => target.write(documents),
        async commit(checkpoint) {
          await before((commits += 1));
          return await target.commit(checkpoint);
        },
        [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
      };
      return watched;
    },
  };
}

test("B18 a commit that fails ends the run, is not tried again, and what it did not make safe does not count as written", async () => {
  const ingestion = new Ingestion(temporaryDirectory());
  const commits: number[] = [];
  const sink = sinkBeforeCommit(ingestion.path, async (commit) => {
    commits.push(commit);
    if (commit === 3) throw Object.assign(new Error("EIO: i/o error, fsync"), { code: "EIO" });
    await sleep(0);
  });
  const state = await openStateDirectory(ingestion.state);
  const { items, error } = await readUntilError(ingestion.stream(sourceOf(), state, { ...options, sink }));
  await state[Symbol.asyncDispose]();
  expect(error).toMatchObject({ code: "SINK_FAILED", message: "Cannot write to jsonl: EIO: i/o error, fsync" });
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "sink_failed" });
  expect(commits).toEqual([1, 2, 3]); // the first is that of checkpoint zero
  expect((await inspectStateDirectory(ingestion.state)).checkpoint).toMatchObject({ completed: 200, status: "running" });
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(all);
});

test("A10 a target that throws what cannot be read ends the run as sink_failed all the same", async () => {
  const ingestion = new Ingestion(temporaryDirectory());
  await using state = await openStateDirectory(ingestion.state);
  const sink = sinkBeforeCommit(ingestion.path, (commit) => (commit === 2 ? Promise.reject(Object.create(null) as Error) : Promise.resolve()));
  const { items, error } = await readUntilError(ingestion.stream(sourceOf(), state, { ...options, sink }));
  expect(error).toMatchObject({ code: "SINK_FAILED", message: "Cannot write to jsonl: Something was thrown that cannot be read" });
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "sink_failed" });
});

test.each(["abort", "stop", "leave"] as const)("B17 a consumer that does %s while the target commits leaves whole lines, and a resume gives everything once", async (way) => {
  const ingestion = new Ingestion(temporaryDirectory());
  const controller = new AbortController();
  const state = await openStateDirectory(ingestion.state);
  const sink = sinkBeforeCommit(ingestion.path, async (commit) => {
    if (commit !== 3) return;
    if (way === "abort") controller.abort("stop");
    else if (way === "stop") stream.stop();
    else void stream.return();
    await sleep(20);
  });
  const stream = ingestion.stream(sourceOf(), state, { ...options, sink, signal: controller.signal });
  await readUntilError(stream);
  await stream.return();
  await state[Symbol.asyncDispose]();
  const text = readFileSync(ingestion.path, "utf8");
  expect(text.endsWith("\n")).toBe(true);
  const { checkpoint } = await inspectStateDirectory(ingestion.state);
  expect(checkpoint?.completed).toBeGreaterThanOrEqual(400); // the commit under way was finished
  expect(checkpoint?.completed).toBeLessThan(COUNT);
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(all);
});
