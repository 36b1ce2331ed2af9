import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckpointStore, OpenSink, PipelineEvent, Sink, StoredCheckpoint } from "@sluice/core-events";
import { assertEventOrder, collect } from "@sluice/core-events/testing";
import { jsonlSink } from "@sluice/sinks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { inspectStateDirectory } from "./state/inspect-state-directory.js";
import { openStateDirectory } from "./state/state-directory.js";
import { CountingSource, type CountingSourceOptions, numberDocument } from "./testing/counting-source.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { Ingestion } from "./testing/ingestion.js";
import { readUntilError } from "./testing/read-until-error.js";
import { seededRandom } from "./testing/seeded-random.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

afterEach(() => void vi.restoreAllMocks());

const COUNT = 2000;
const all = Array.from({ length: COUNT }, (_, n) => n);
const parse = async (n: number) => {
  if (n % 10 === 3) await sleep(1);
  if (n % 100 === 7) throw new Error(`bad ${n}`);
  return numberDocument(n);
};
const sourceOf = (options: CountingSourceOptions = {}): CountingSource => new CountingSource({ count: COUNT, parse, markEvery: 50, ...options });
const options = { concurrency: 8, checkpointEveryMs: 10 } as const;
const begin = (): Ingestion => new Ingestion(temporaryDirectory());

/** A sink whose `call` number `at` of one of its operations fails. */
function failingSink(path: string, operation: "write" | "commit", at: number, error: unknown = new Error("disk gone")): Sink {
  const inner = jsonlSink({ path });
  let calls = 0;
  const guard = (name: string): void => {
    if (name === operation && (calls += 1) === at) throw error;
  };
  return {
    name: inner.name,
    async open(open) {
      const target = await inner.open(open);
      const guarded: OpenSink = {
        prepare: (document) => target.prepare?.(document),
        write: async (documents) => {
          guard("write");
          await target.write(documents);
        },
        commit: async (checkpoint) => {
          guard("commit");
          return await target.commit(checkpoint);
        },
        [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
      };
      return guarded;
    },
  };
}

test("P4 completed and failed equal the lines of sink and dead letters, and events are in order", async () => {
  const ingestion = begin();
  await using state = await openStateDirectory(ingestion.state);
  const events = await collect(ingestion.stream(sourceOf(), state, options));
  assertEventOrder(events);
  expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: { completed: 1980, failed: 20 } });
  expect([ingestion.completed().length, ingestion.failed().length]).toEqual([1980, 20]);
  expect(ingestion.ended()).toEqual(all);
});

test.each([0, 50, 700])("P1 P2 a consumer that leaves at random points and resumes gets everything once, with a mark every %i items", async (markEvery) => {
  const random = seededRandom(markEvery + 1);
  for (const order of ["completion", "source"] as const) {
    const ingestion = begin();
    const markOptions = markEvery === 0 ? { count: COUNT, parse } : { count: COUNT, parse, markEvery };
    for (let round = 0; round < 6; round += 1) {
      const enough = 1 + random(400);
      await ingestion.run(new CountingSource(markOptions), { ...options, order, concurrency: 1 + random(16) }, (count) => count >= enough);
    }
    await ingestion.run(new CountingSource(markOptions), { ...options, order });
    expect(ingestion.ended()).toEqual(all);
  }
});

test("P1 P2 runs that are aborted and stopped at random points, and resumed, give everything once", async () => {
  const random = seededRandom(5);
  const ingestion = begin();
  for (let round = 0; round < 12; round += 1) {
    await using state = await openStateDirectory(ingestion.state);
    const controller = new AbortController();
    const stream = ingestion.stream(sourceOf(), state, { ...options, signal: controller.signal });
    const timer = setTimeout(() => (round % 2 === 0 ? stream.stop() : controller.abort("stop")), random(25));
    const { items, error } = await readUntilError(stream);
    clearTimeout(timer);
    const last = items.at(-1);
    if (error !== null) expect(error).toBe("stop");
    if (last?.type === "RunFailed") {
      expect(last.reason).toBe("cancelled");
      expect((await inspectStateDirectory(ingestion.state)).checkpoint).toMatchObject({ status: "stopped", reason: "cancelled" });
    }
  }
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(all);
});

test("P2 a run that is stopped while it passes over finished items forgets none of them", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf({ markEvery: 1000 }), options, (count) => count >= 700);
  for (let round = 0; round < 3; round += 1) {
    const source = sourceOf({ markEvery: 1000, asynchronous: true, before: () => sleep(0) });
    await using state = await openStateDirectory(ingestion.state);
    const stream = ingestion.stream(source, state, options);
    setTimeout(() => stream.stop(), 20);
    for await (const _ of stream);
  }
  await ingestion.run(sourceOf({ markEvery: 1000 }), options);
  expect(ingestion.ended()).toEqual(all);
});

describe.each(["write", "commit"] as const)("a sink that fails to %s", (operation) => {
  test.each([2, 3, 6])("ends the run as sink_failed at call %i, and a later resume gives everything once", async (at) => {
    const ingestion = begin();
    const sink = failingSink(ingestion.path, operation, at);
    const state = await openStateDirectory(ingestion.state);
    const { items, error } = await readUntilError(ingestion.stream(sourceOf(), state, { ...options, sink, checkpointInterval: 300 }));
    await state[Symbol.asyncDispose]();
    expect(error).toMatchObject({ code: "SINK_FAILED", message: "Cannot write to jsonl: disk gone" });
    expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "sink_failed", errorType: "SINK_FAILED" });
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, n) => n + 1));
    await ingestion.run(sourceOf(), options);
    expect(ingestion.ended()).toEqual(all);
  });
});

test("a sink that fails when the source has long ended is not reported as a success", async () => {
  const ingestion = begin();
  const sink = failingSink(ingestion.path, "commit", 2);
  const state = await openStateDirectory(ingestion.state);
  const { items, error } = await readUntilError(ingestion.stream(sourceOf({ count: 5 }), state, { sink }));
  await state[Symbol.asyncDispose]();
  expect(error).toMatchObject({ code: "SINK_FAILED" });
  expect(items.map(({ type }) => type).filter((type) => type.startsWith("Run"))).toEqual(["RunStarted", "RunFailed"]);
  await ingestion.run(sourceOf({ count: 5 }));
  expect(ingestion.ended()).toEqual([0, 1, 2, 3, 4]);
});

test.each([1, 2, 3, 5])("B3 a failure between the commit of the sink and save %i of the checkpoint doubles nothing", async (at) => {
  const ingestion = begin();
  const state = await openStateDirectory(ingestion.state);
  let saves = 0;
  const failing: CheckpointStore = {
    load: () => state.load(),
    assertHeld: () => state.assertHeld(),
    save: async (checkpoint) => {
      if ((saves += 1) === at) throw new Error("power cut");
      await state.save(checkpoint);
    },
  };
  const { error } = await readUntilError(ingestion.stream(sourceOf(), failing, { ...options, checkpointInterval: 300 }));
  await state[Symbol.asyncDispose]();
  expect(error).toMatchObject({ code: "STATE_UNWRITABLE" });
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(all);
});

test("B15 P2 a finished run is not run again: no item is fetched, the sink stays as it is", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf(), options);
  const before = readFileSync(ingestion.path);
  const source = sourceOf();
  await using state = await openStateDirectory(ingestion.state);
  const stream = ingestion.stream(source, state, options);
  expect((await collect(stream)).map(({ type, sequence }) => [type, sequence])).toEqual([["RunStarted", 1], ["RunCompleted", 2]]);
  expect([source.opened, stream.stats.completed]).toEqual([0, 1980]);
  expect(readFileSync(ingestion.path).equals(before)).toBe(true);
});

test("a run that ends at its limit is resumed behind it", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf(), { ...options, limit: 150 });
  expect(ingestion.ended()).toHaveLength(150);
  expect((await inspectStateDirectory(ingestion.state)).checkpoint).toMatchObject({ status: "stopped", reason: "limit" });
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(all);
});

test("B6 another parameter, adapter, source or configuration is refused with the differing fields", async () => {
  const ingestion = begin();
  const fingerprint = () => ({ bytes: 10 });
  await ingestion.run(sourceOf({ fingerprint }), { ...options, parameters: { query: "fern", apiKey: "one" }, configuration: { rule: "a" } }, (count) => count > 300);
  const changed = { ...options, parameters: { query: "moss", apiKey: "two" }, configuration: { rule: "b" } };
  const source = sourceOf({ fingerprint: () => ({ bytes: 11 }) });
  const { context } = await errorWithCode(ingestion.run(source, changed), "CHECKPOINT_MISMATCH");
  expect((context["differences"] as { field: string }[]).map(({ field }) => field)).toEqual(["parameters.query", "source.bytes", "configuration.rule"]);
  expect(source.opened).toBe(0);
});

test("B7 a lost checkpoint beside a target that holds data is refused, and nothing is appended", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf(), { ...options, limit: 300 });
  const before = readFileSync(ingestion.path);
  rmSync(ingestion.state, { recursive: true });
  await errorWithCode(ingestion.run(sourceOf(), options), "SINK_EXISTS");
  expect(readFileSync(ingestion.path).equals(before)).toBe(true);
});

test("B8 a target that is gone or shorter than its checkpoint is refused", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf(), { ...options, limit: 500 });
  truncateSync(ingestion.path, 1000);
  await errorWithCode(ingestion.run(sourceOf(), options), "SINK_TRUNCATED");
  rmSync(ingestion.path);
  await errorWithCode(ingestion.run(sourceOf(), options), "SINK_TRUNCATED");
});

test("B14 a clock that is set back by an hour between and during runs changes nothing", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf(), options, (count) => count > 500);
  const real = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => real() - 3_600_000);
  const before = (n: number) => {
    if (n === 1500) vi.spyOn(Date, "now").mockImplementation(() => real() + 86_400_000);
  };
  await ingestion.run(sourceOf({ before }), options);
  expect(ingestion.ended()).toEqual(all);
});

test("a damaged newer checkpoint falls back to the older one, and everything is there once", async () => {
  const ingestion = begin();
  await ingestion.run(sourceOf(), options, (count) => count > 900);
  const { generation } = (await inspectStateDirectory(ingestion.state)).checkpoint as StoredCheckpoint;
  const newest = join(ingestion.state, generation % 2 === 0 ? "checkpoint-a.json" : "checkpoint-b.json");
  writeFileSync(newest, readFileSync(newest, "utf8").replace('"completed":', '"completed":1'));
  expect((await inspectStateDirectory(ingestion.state)).checkpoint?.generation).toBe(generation - 1);
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(all);
});

test("A8 filter and transformer decide what is shown, never what is kept, and what they throw fails the document", async () => {
  const ingestion = begin();
  const filter = (event: PipelineEvent) => event.type === "DocumentCompleted" || event.type === "DocumentFailed" || event.type === "RunCompleted";
  const transform = (event: PipelineEvent) => {
    if (event.type === "DocumentCompleted" && event.document.docId === "n9") throw new Error("broken hook");
    return { ...event, team: "herbarium" };
  };
  await using state = await openStateDirectory(ingestion.state);
  const events = await collect(ingestion.stream(sourceOf({ count: 30 }), state, { filter, transform }));
  expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
  expect(events.every((event) => "team" in event)).toBe(true);
  expect(ingestion.failed()).toEqual([7, 9]);
  expect(ingestion.ended()).toEqual(all.slice(0, 30));
  expect(readFileSync(ingestion.path, "utf8")).not.toContain("herbarium");
});

test("a document that the sink cannot keep fails alone and goes to the dead letters", async () => {
  const ingestion = begin();
  const bad = (n: number) => (n === 4 ? { ...numberDocument(n), metadata: { n: 4n } } : numberDocument(n));
  await ingestion.run(new CountingSource({ count: 10, parse: bad }));
  expect([ingestion.completed().length, ingestion.failed()]).toEqual([9, [4]]);
});

test("batches() keep the size asked for, and a stream can be read both ways in turn", async () => {
  const ingestion = begin();
  await using state = await openStateDirectory(ingestion.state);
  const stream = ingestion.stream(sourceOf(), state, options);
  const events: PipelineEvent[] = [(await stream.next()).value as PipelineEvent];
  for await (const batch of stream.batches({ maxSize: 5 })) {
    expect(batch.length).toBeLessThanOrEqual(5);
    events.push(...batch);
  }
  assertEventOrder(events);
  expect(() => stream.batches({ maxSize: 0 })).toThrow(RangeError);
});

test("an aborted signal, return() and stop() before the first event open no source", async () => {
  const ingestion = begin();
  await using state = await openStateDirectory(ingestion.state);
  const source = sourceOf();
  await expect(ingestion.stream(source, state, { signal: AbortSignal.abort("over") }).next()).rejects.toBe("over");
  const returned = ingestion.stream(source, state);
  await returned.return();
  expect((await returned.next()).done).toBe(true);
  expect(existsSync(ingestion.path)).toBe(false);
  const stopped = ingestion.stream(source, state);
  stopped.stop();
  expect((await collect(stopped)).at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled" });
  expect(source.opened).toBe(0);
});

test("return() while the targets are being opened starts nothing", async () => {
  const ingestion = begin();
  await using state = await openStateDirectory(ingestion.state);
  const source = sourceOf();
  const stream = ingestion.stream(source, state);
  const first = stream.next();
  await stream.return();
  expect(await first).toEqual({ done: true, value: undefined });
  expect(source.opened).toBe(0);
});

test("two targets of one name are refused", async () => {
  const ingestion = begin();
  await using state = await openStateDirectory(ingestion.state);
  const sink = jsonlSink({ path: ingestion.path, name: "dead-letters" });
  await expect(ingestion.stream(sourceOf(), state, { sink }).next()).rejects.toThrow(TypeError);
});

test("B11 P5 a checkpoint in a long run stays far below 64 KiB", async () => {
  const ingestion = begin();
  const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 30_000, markEvery: 1000 }).adapter] });
  let largest = 0;
  await using state = await openStateDirectory(ingestion.state);
  const measured: CheckpointStore = { load: () => state.load(), assertHeld: () => state.assertHeld(), save: (checkpoint) => {
    largest = Math.max(largest, JSON.stringify(checkpoint).length);
    return state.save(checkpoint);
  } };
  for await (const _ of pipeline.ingest("numbers", { state: measured, sink: jsonlSink({ path: ingestion.path }), checkpointInterval: 731, concurrency: 16 }));
  expect(largest).toBeLessThan(32 * 1024);
});
