import { expect, test } from "vitest";
import { type Batch, BatchIterator } from "./batch-iterator.js";

interface Recorded {
  readonly iterator: BatchIterator<string>;
  readonly log: string[];
  readonly controller: AbortController;
}

function recorded(batches: readonly Batch<string>[]): Recorded {
  const log: string[] = [];
  const controller = new AbortController();
  async function* source(): AsyncGenerator<Batch<string>> {
    try {
      for (const batch of batches) {
        log.push("read");
        yield batch;
      }
    } finally {
      log.push("closed");
    }
  }
  const mark = (cursor: unknown): void => void log.push(`mark ${String(cursor)}`);
  return { iterator: new BatchIterator(source(), { mark, signal: controller.signal }), log, controller };
}

test("BatchIterator marks in front of each batch and reads lazily", async () => {
  const { iterator, log } = recorded([{ cursor: 1, items: ["a", "b"] }, { cursor: 2, items: ["c"] }]);
  for await (const item of iterator) log.push(item);
  expect(log).toEqual(["read", "mark 1", "a", "b", "read", "mark 2", "c", "closed"]);
});

test("BatchIterator sets no mark for an empty batch or one without cursor", async () => {
  const { iterator, log } = recorded([{ cursor: 1, items: [] }, { cursor: null, items: ["a"] }]);
  for await (const item of iterator) log.push(item);
  expect(log).toEqual(["read", "read", "a", "closed"]);
});

test("BatchIterator closes its source when the consumer stops early", async () => {
  const { iterator, log } = recorded([{ cursor: 1, items: ["a", "b"] }]);
  for await (const _ of iterator) break;
  expect(log).toEqual(["read", "mark 1", "closed"]);
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
});

test("BatchIterator throws the signal's reason inside a batch and closes its source", async () => {
  const { iterator, log, controller } = recorded([{ cursor: 1, items: ["a", "b"] }]);
  const reason = new Error("stop");
  await iterator.next();
  controller.abort(reason);
  await expect(iterator.next()).rejects.toBe(reason);
  expect(log.at(-1)).toBe("closed");
});
