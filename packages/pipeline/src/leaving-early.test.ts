import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { collect } from "@sluice/core-events/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";

const pipelineOf = (source: CountingSource): IngestionPipeline => new IngestionPipeline({ adapters: [source.adapter] });
const ways = ["streamEvents", "iterResults"] as const;

describe.each(ways)("%s()", (way) => {
  test.each([true, false])("A2 break closes the source and aborts its signal (asynchronous: %s)", async (asynchronous) => {
    const source = new CountingSource({ asynchronous });
    for await (const _ of pipelineOf(source)[way]("numbers")) if (source.fetched > 20) break;
    expect([source.closed, source.context?.signal.aborted]).toEqual([1, true]);
  });

  test("A3 a consumer that throws gets its own error, and the source is closed", async () => {
    const source = new CountingSource();
    const reason = new Error("mine");
    const run = (async () => {
      for await (const _ of pipelineOf(source)[way]("numbers")) if (source.fetched > 5) throw reason;
    })();
    await expect(run).rejects.toBe(reason);
    expect([source.closed, source.context?.signal.aborted]).toEqual([1, true]);
  });

  test("A2 await using closes the source", async () => {
    const source = new CountingSource({ asynchronous: true });
    {
      await using stream = pipelineOf(source)[way]("numbers");
      await stream.next();
    }
    expect(source.closed).toBe(source.opened);
    expect(source.context?.signal.aborted ?? true).toBe(true);
  });

  test("A2 return() while next() waits for a slow source ends both at once", async () => {
    const source = new CountingSource({ asynchronous: true, before: (_, { signal }) => sleep(60_000, null, { signal }) });
    const stream = pipelineOf(source)[way]("numbers");
    let waiting = stream.next();
    if (way === "streamEvents") {
      await waiting;
      await stream.next();
      waiting = stream.next();
    }
    await sleep(5);
    expect(await stream.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(source.closed).toBe(1);
  });
});

test("return() before the first next() opens nothing", async () => {
  const source = new CountingSource();
  const stream = pipelineOf(source).streamEvents("numbers");
  await stream.return();
  expect(await collect(stream)).toEqual([]);
  expect(source.opened).toBe(0);
});

test("A2 requests in flight are aborted and waits between attempts end, also when the source has ended already", async () => {
  const server = createServer(() => undefined).listen(0);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const aborted: unknown[] = [];
  const source = new CountingSource({
    count: 3,
    parse: async (n, { signal }) => {
      if (n === 0) return numberDocument(n);
      if (n === 1) throw Object.assign(new Error("later"), { retryable: true });
      return await fetch(url, { signal }).then(() => numberDocument(n), (error: unknown) => {
        aborted.push((error as Error).name);
        throw error;
      });
    },
  });
  const stream = pipelineOf(source).streamEvents("numbers", { concurrency: 3, retry: { initialDelayMs: 60_000, maxDelayMs: 60_000 } });
  for await (const event of stream) if (event.type === "AdapterRetry") break;
  await sleep(10);
  expect(source.context?.signal.aborted).toBe(true);
  expect(aborted).toEqual(["AbortError"]);
});

test("a source that does not close is warned of after the grace period and left behind", async () => {
  const warned = once(process, "warning") as Promise<[Error & { code?: string }]>;
  const source = new CountingSource({ asynchronous: true, before: (n) => (n === 1 ? new Promise(() => undefined) : null) });
  const startedAt = performance.now();
  for await (const event of pipelineOf(source).streamEvents("numbers")) if (event.type === "DocumentCompleted") break;
  expect(performance.now() - startedAt).toBeLessThan(6000);
  expect((await warned)[0]).toMatchObject({ code: "SLUICE_SOURCE_NOT_CLOSED", message: expect.stringContaining("numbers") as string });
});

test("a source that fails to close is warned of, and leaving succeeds", async () => {
  const warned = once(process, "warning") as Promise<[Error & { code?: string }]>;
  const { adapter } = new CountingSource();
  const items = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: () => { throw new Error("cannot close"); } }) };
  const pipeline = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => items as Iterable<number> }] });
  for await (const event of pipeline.streamEvents("numbers")) if (event.type === "DocumentCompleted") break;
  expect((await warned)[0]).toMatchObject({ code: "SLUICE_SOURCE_CLOSE_FAILED" });
});
