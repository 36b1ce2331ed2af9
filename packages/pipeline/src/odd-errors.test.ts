import { inspect } from "node:util";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";

const fail = (): never => {
  throw new Error("evil");
};

/** What may be thrown and is hard to tell of, and what is told of it. */
const odd: readonly (readonly [string, unknown, string])[] = [
  ["an object without a prototype", Object.create(null), "Something was thrown that cannot be read"],
  ["an error whose message is an object", Object.assign(new Error("a"), { message: { status: 503 } }), "Something was thrown that cannot be read"],
  ["an error whose message throws", Object.defineProperty(new Error("b"), "message", { get: fail }), "Something was thrown that cannot be read"],
  ["an error whose name is a number", Object.assign(new Error("no name"), { name: 5 }), "no name"],
  ["an error whose stack throws", Object.defineProperty(new Error("c"), "stack", { get: fail }), "c"],
  ["a proxy that throws", new Proxy({}, { get: fail, has: fail }), "Something was thrown that cannot be read"],
];

const phases = (thrown: unknown) => {
  const raise = (): never => {
    throw thrown;
  };
  const later = async (): Promise<never> => await Promise.resolve().then(raise);
  return { "parse()": { parse: raise }, "parse(), later": { parse: later }, "identify()": { identify: raise }, "describe()": { describe: raise }, "sizeOf()": { sizeOf: raise }, "validate()": { validate: later } };
};

test.each([...odd, ["an error whose stack is a number", Object.assign(new Error("d"), { stack: 7 }), "d"] as const])("A10 %s fails its document and nothing else, wherever it is thrown", async (_, thrown, message) => {
  for (const [phase, steps] of Object.entries(phases(thrown))) {
    const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 3, ...steps }).adapter] });
    const events = await collect(pipeline.streamEvents("numbers", { concurrency: 2 }));
    expect(events.flatMap((event) => (event.type === "DocumentFailed" ? [event.error] : [])), phase).toEqual([message, message, message]);
    expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: { completed: 0, failed: 3 } });
  }
});

test.each(odd)("A4 a source, a hook or a signal that gives %s ends or goes on as with any other error", async (_, thrown, message) => {
  const { adapter } = new CountingSource({ count: 2 });
  const raise = (): never => {
    throw thrown;
  };
  const broken = new IngestionPipeline({ adapters: [{ ...adapter, fetch: raise }] });
  expect((await readUntilError(broken.streamEvents("numbers"))).error).toMatchObject({ code: "SOURCE_FAILED", message: `Cannot go on fetching from numbers: ${message}` });
  const pipeline = new IngestionPipeline({ adapters: [adapter] });
  expect((await collect(pipeline.streamEvents("numbers", { filter: raise }))).at(-1)).toMatchObject({ type: "RunCompleted", stats: { failed: 2 } });
  const aborted = await readUntilError(pipeline.streamEvents("numbers", { signal: AbortSignal.abort(thrown) }));
  expect(aborted.error === thrown, inspect(aborted.items.at(-1))).toBe(true);
  expect(aborted.items.at(-1)).toMatchObject({ type: "RunFailed", reason: "cancelled", error: message });
});
