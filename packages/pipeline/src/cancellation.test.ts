import { setTimeout as sleep } from "node:timers/promises";
import { isRunTerminal } from "@sluice/core-events";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";
import { runLegacy } from "./testing/run-legacy.js";

const pipelineOf = (source: CountingSource): IngestionPipeline => new IngestionPipeline({ adapters: [source.adapter] });
const waits = async (n: number) => await sleep(2, numberDocument(n));

const cases: readonly (readonly [string, () => { source: CountingSource; abortAfterMs: number; consumerWaitMs: number }])[] = [
  ["before the start", () => ({ source: new CountingSource(), abortAfterMs: -1, consumerWaitMs: 0 })],
  ["in the middle of synchronous documents", () => ({ source: new CountingSource(), abortAfterMs: 5, consumerWaitMs: 0 })],
  ["while documents are in flight", () => ({ source: new CountingSource({ parse: waits }), abortAfterMs: 11, consumerWaitMs: 0 })],
  ["while the source waits for room", () => ({ source: new CountingSource(), abortAfterMs: 11, consumerWaitMs: 5 })],
  ["while the source is slow", () => ({ source: new CountingSource({ asynchronous: true, before: (n, { signal }) => n < 3 || sleep(60_000, null, { signal }) }), abortAfterMs: 10, consumerWaitMs: 0 })],
];

test.each(cases)("A6 abort %s gives one RunFailed, a valid checkpoint and the signal's very reason", async (_, prepare) => {
  const { source, abortAfterMs, consumerWaitMs } = prepare();
  const controller = new AbortController();
  const reason = { any: "value" };
  if (abortAfterMs < 0) controller.abort(reason);
  else setTimeout(() => controller.abort(reason), abortAfterMs);
  const stream = pipelineOf(source).streamEvents("numbers", { signal: controller.signal, concurrency: 4, bufferSize: 10 });
  const slowed = consumerWaitMs === 0 ? stream : delayed(stream, consumerWaitMs);
  const { items, error } = await readUntilError(slowed);
  expect(error).toBe(reason);
  expect(items.filter(isRunTerminal)).toEqual([items.at(-1)]);
  expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled" });
  expect(source.closed).toBe(source.opened);
  const progress = items.findLast((event) => event.type === "BatchProgress");
  const done = items.flatMap((event) => (event.type === "DocumentCompleted" ? Number(event.document.metadata["n"]) : []));
  const resumed = pipelineOf(new CountingSource({ count: done.length + 200 })).iterResults("numbers", { resumeFrom: progress!.checkpoint! });
  const rest = (await readUntilError(resumed)).items.map(({ metadata }) => Number(metadata["n"]));
  expect([...done, ...rest].sort((a, b) => a - b)).toEqual(Array.from({ length: done.length + 200 }, (_, n) => n));
});

test("A6 iterResults, runAsync and runAsyncLegacy reject with the signal's reason, too", async () => {
  const reason = new Error("stop");
  const signal = AbortSignal.abort(reason);
  const pipeline = pipelineOf(new CountingSource());
  expect((await readUntilError(pipeline.iterResults("numbers", { signal }))).error).toBe(reason);
  await expect(pipeline.runAsync("numbers", { signal })).rejects.toBe(reason);
  await expect(runLegacy(pipeline, { signal })).rejects.toBe(reason);
});

test("the reason is reported once: the iterator is done after it", async () => {
  const stream = pipelineOf(new CountingSource()).iterResults("numbers", { signal: AbortSignal.abort("over") });
  await expect(stream.next()).rejects.toBe("over");
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("A9 1,000 runs on one signal, one after the other and at once, give no warning of leaking listeners", async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error) => void warnings.push(warning);
  process.on("warning", listen);
  const { signal } = new AbortController();
  const pipeline = pipelineOf(new CountingSource({ count: 3, parse: async (n) => numberDocument(n) }));
  for (let run = 0; run < 500; run += 1) await pipeline.runAsync("numbers", { signal, concurrency: 2 });
  await Promise.all(Array.from({ length: 500 }, () => pipeline.runAsync("numbers", { signal })));
  await sleep(5);
  process.off("warning", listen);
  expect(warnings.filter(({ name }) => name === "MaxListenersExceededWarning")).toEqual([]);
});

async function* delayed<T>(source: AsyncIterable<T>, ms: number): AsyncGenerator<T> {
  for await (const item of source) {
    await sleep(ms);
    yield item;
  }
}
