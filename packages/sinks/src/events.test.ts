import { appendFileSync, rmSync, statSync } from "node:fs";
import { type Checkpoint, EventFactory, type PipelineEvent, type SinkPosition } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { eventsSink, recordEvents } from "./events.js";
import { readEvents } from "./read-events.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

/** Events as a run sends them: a page each, and a checkpoint behind every third. */
function* run(pages: number): Generator<PipelineEvent> {
  const factory = new EventFactory({ runId: "r", pipelineId: "p" });
  yield factory.create("RunStarted", { adapter: "a", parameters: {} });
  for (let n = 1; n <= pages; n += 1) {
    yield factory.create("AdapterEvent", { adapter: "a", name: "page", payload: { n } });
    if (n % 3 === 0) yield factory.create("BatchProgress", { ...progress, completed: n, checkpoint: checkpointOf(n) });
  }
  yield factory.create("RunCompleted", { adapter: "a", stats: { ...stats, completed: pages } });
}

const waits = { producerWaitMs: 0, consumerWaitMs: 0 };
const stats = { failed: 0, retried: 0, durationMs: 1, documentsPerSecond: 1, ...waits };
const progress = { failed: 0, retried: 0, inFlight: 0, queueDepth: 0, documentsPerSecond: 1, estimatedTotal: null, etaSeconds: null, ...waits };

async function* later(events: Iterable<PipelineEvent>): AsyncGenerator<PipelineEvent> {
  yield* events;
}

test("recordEvents() keeps every event, in order, and passes each on as it is", async () => {
  const path = temporaryPath("run.events.jsonl");
  const all = [...run(7)];
  expect(await collect(recordEvents(later(all), { sink: eventsSink({ path }) }))).toEqual(all);
  const kept = await collect(readEvents(path));
  expect(kept.map(({ event }) => event)).toEqual(all);
  expect(kept.map(({ offset, known }) => [offset, known])).toEqual(all.map((_, at) => [at, true]));
});

test("recordEvents() commits at each checkpoint and at the end, before the event is passed on", async () => {
  const path = temporaryPath("run.events.jsonl");
  const commits: unknown[] = [];
  const onCommit = (position: SinkPosition, checkpoint: Checkpoint | null): void => {
    commits.push([(position as { events: number }).events, checkpoint?.completed ?? null]);
  };
  for await (const event of recordEvents(later(run(7)), { sink: eventsSink({ path }), onCommit })) {
    if (event.type === "BatchProgress") expect(commits.at(-1)).toEqual([event.sequence, event.completed]);
  }
  expect(commits).toEqual([[5, 3], [9, 6], [11, null]]);
});

test("recordEvents() closes its source and the sink when the consumer leaves", async () => {
  const path = temporaryPath("run.events.jsonl");
  let isClosed = false;
  async function* source(): AsyncGenerator<PipelineEvent> {
    try {
      yield* run(100);
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of recordEvents(source(), { sink: eventsSink({ path }) })) break;
  expect(isClosed).toBe(true);
  rmSync(path);
  await (await eventsSink({ path }).open({ position: null }))[Symbol.asyncDispose]();
});

test("what no commit covers is cut off, and the position counts events", async () => {
  const path = temporaryPath("run.events.jsonl");
  const factory = new EventFactory({ runId: "r", pipelineId: "p" });
  const event = (n: number): PipelineEvent => factory.create("AdapterEvent", { adapter: "a", name: "page", payload: { n } });
  const sink = eventsSink({ path });
  let position;
  {
    await using open = await sink.open({ position: null });
    await open.write([event(1), event(2)]);
    position = await open.commit(checkpointOf(0));
    await open.write([event(3)]);
  }
  appendFileSync(path, '{"torn":');
  expect(position).toEqual({ bytes: expect.any(Number) as number, events: 2 });
  await using again = await sink.open({ position });
  expect(statSync(path).size).toBe((position as { bytes: number }).bytes);
  await again.write([event(4)]);
  expect(await again.commit(checkpointOf(0))).toMatchObject({ events: 3 });
  const names = (await collect(readEvents(path, { from: 1 }))).map(({ offset, event }) => [offset, (event as { payload?: unknown }).payload]);
  expect(names).toEqual([[1, { n: 2 }], [2, { n: 4 }]]);
});

test("P9 secrets are taken out of everything but the document itself", async () => {
  const path = temporaryPath("run.events.jsonl");
  const factory = new EventFactory({ runId: "r", pipelineId: "p" });
  await using open = await eventsSink({ path, secrets: ["s3cr3t-key"] }).open({ position: null });
  await open.write([
    factory.create("AdapterEvent", { adapter: "a", name: "page", payload: { url: "https://h/?k=s3cr3t-key" } }),
    factory.documentCompleted(documentOf(1, "the word s3cr3t-key in a text"), 1, { seen: "s3cr3t-key" }),
  ]);
  await open.commit(checkpointOf(1));
  const [first, second] = (await collect(readEvents(path))).map(({ event }) => JSON.stringify(event));
  expect(first).not.toContain("s3cr3t-key");
  expect(second?.match(/s3cr3t-key/g)).toHaveLength(1);
});

test("a line that is no event is named, and an offset must be one", async () => {
  const path = temporaryPath("run.events.jsonl");
  appendFileSync(path, '{"no":"event"}\n');
  await errorWithCode(collect(readEvents(path)), "EVENT_INVALID");
  await expect(collect(readEvents(path, { from: -1 }))).rejects.toThrow(RangeError);
});
