import type { Document, OpenSink, Sink, SinkOpenOptions } from "@sluice/core-events";
import { sinkContract } from "@sluice/core-events/testing";
import { SluiceError } from "@sluice/core-events";
import { describe, expect, test } from "vitest";
import { defineSink } from "./define-sink.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";

/** A sink somebody else might write: lines in memory, cut back to their number. */
function memorySink(): { sink: Sink; read: () => Promise<Document[]>; erase: () => Promise<void> } {
  let lines: string[] = [];
  const open = async ({ position }: SinkOpenOptions): Promise<OpenSink> => {
    if (position === null && lines.length > 0) throw new SluiceError("Cannot start: it is not empty", { code: "SINK_EXISTS" });
    if (lines.length < Number(position)) throw new SluiceError("Cannot go on: lines are missing", { code: "SINK_TRUNCATED" });
    lines = lines.slice(0, Number(position));
    return {
      write: async (documents) => void lines.push(...documents.map((document) => JSON.stringify(document))),
      commit: async () => lines.length,
      [Symbol.asyncDispose]: async () => {},
    };
  };
  return { sink: defineSink({ name: "memory", open }), read: async () => lines.map((line) => JSON.parse(line) as Document), erase: async () => void (lines = []) };
}

describe("a defined sink keeps the contract", () => {
  for (const { title, run } of sinkContract({ target: async () => memorySink() })) test(title, run);
});

const sound: OpenSink = { write: async () => {}, commit: async () => 1, [Symbol.asyncDispose]: async () => {} };
const openOf = (change: Partial<Record<PropertyKey, unknown>>) => defineSink({ name: "own", open: async () => ({ ...sound, ...change }) }).open({ position: null });

test.each([
  [{}, "name must be a non-empty string, received undefined"],
  [{ name: "" }, "name must be a non-empty string, received an empty one"],
  [{ name: "own" }, "open must be a function, received undefined"],
])("defineSink(%j) is refused at once", (definition, message) => {
  expect(() => defineSink(definition as never)).toThrow(message);
});

test.each([
  [{ write: undefined }, "received none for write"],
  [{ commit: 7, [Symbol.asyncDispose]: null }, "received none for commit, [Symbol.asyncDispose]"],
  [{ prepare: "yes" }, "received none for prepare"],
])("an open sink that lacks a method is refused", async (change, message) => {
  await expect(openOf(change)).rejects.toThrow(message);
});

test("an error of the definition names the sink and is kept as the cause", async () => {
  const cause = new Error("disk gone");
  await using sink = await openOf({ write: () => Promise.reject(cause) });
  const error = await errorWithCode(sink.write([documentOf(1)]), "SINK_FAILED");
  expect(error).toMatchObject({ message: "Cannot write to the sink own: disk gone", context: { sink: "own" }, cause });
});

test("after a failure no later commit covers what was lost", async () => {
  let commits = 0;
  await using sink = await openOf({ write: () => Promise.reject(new Error("lost")), commit: async () => (commits += 1) });
  const error = await errorWithCode(sink.write([documentOf(1)]), "SINK_FAILED");
  await expect(sink.commit(checkpointOf(1))).rejects.toBe(error);
  expect(commits).toBe(0);
});

test.each([[undefined], [Number.NaN], [new Map()], [() => 1], [1n]])("a commit that gives %s as its position fails", async (position) => {
  await using sink = await openOf({ commit: async () => position });
  expect((await errorWithCode(sink.commit(checkpointOf(0)), "SINK_FAILED")).message).toContain("a position that JSON can hold");
});

test("a prepare that is asynchronous is refused, and what it prepares fails alone", async () => {
  await using sink = await openOf({ prepare: async () => Promise.reject(new Error("late")) });
  expect(() => sink.prepare?.(documentOf(1))).toThrow("prepare must be synchronous, received a promise");
  expect(await sink.commit(checkpointOf(0))).toBe(1);
});

test("calls after closing are refused, and closing twice closes once", async () => {
  let closed = 0;
  const sink = await openOf({ [Symbol.asyncDispose]: async () => void (closed += 1) });
  await sink[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
  expect(closed).toBe(1);
  await expect(sink.write([])).rejects.toThrow("it must be open, received a call after it was closed");
});

test("the reason of an aborted signal stays as it is", async () => {
  const controller = new AbortController();
  await using sink = await openOf({
    write: async (_items: unknown, { signal }: { signal: AbortSignal }) => {
      controller.abort("over");
      signal.throwIfAborted();
    },
  });
  await expect(sink.write([documentOf(1)], { signal: controller.signal })).rejects.toBe("over");
});
