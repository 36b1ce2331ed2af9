import type { PipelineEvent, SluiceError } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { ModelRun } from "../testing/model-run.js";
import { earlyValidationConsumer } from "./early-validation-consumer.js";
import { type EarlySignal, validateEarly } from "./validate-early.js";

/** A source that tells how far it was read and whether it was closed. */
class Source {
  read = 0;
  closed = false;
  readonly #events: readonly PipelineEvent[];

  constructor(events: readonly PipelineEvent[]) {
    this.#events = events;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PipelineEvent> {
    try {
      for (const event of this.#events) {
        this.read += 1;
        yield event;
      }
    } finally {
      this.closed = true;
    }
  }
}

async function* inBatches(events: readonly PipelineEvent[], size: number): AsyncGenerator<readonly PipelineEvent[]> {
  for (let at = 0; at < events.length; at += size) yield events.slice(at, at + size);
}

async function readAll(stream: AsyncIterable<unknown>): Promise<{ items: unknown[]; error: unknown }> {
  const items: unknown[] = [];
  try {
    for await (const item of stream) items.push(item);
    return { items, error: null };
  } catch (error) {
    return { items, error };
  }
}

test("F1 F4 validateEarly() ends a stream behind its fifth failure and reads no further", async () => {
  const run = new ModelRun();
  const source = new Source([run.start(), ...run.outcomes("----------")]);
  const stream = validateEarly(source);
  const { items, error } = await readAll(stream);
  expect(items).toHaveLength(6);
  expect(error).toMatchObject({ code: "EARLY_VALIDATION_FAILED" });
  expect([source.read, source.closed]).toEqual([6, true]);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("validateEarly() hands every event on unchanged and tells its verdicts", async () => {
  const run = new ModelRun();
  const events = [run.start(), ...run.outcomes("+++++-----"), run.end()];
  const signals: EarlySignal[] = [];
  const stream = validateEarly(new Source(events), { warnEvery: 10, onSignal: (signal) => void signals.push(signal) });
  expect(await collect(stream)).toEqual(events);
  expect(signals).toEqual([
    { type: "ValidationCheckpoint", checkpoint: 5, successRate: 1, status: "passed" },
    { type: "ValidationWarning", outcomes: 10, successRate: 0.5, threshold: 0.7 },
  ]);
});

test("F2 validateEarly() judges arrays of events like events", async () => {
  const run = new ModelRun();
  const { items, error } = await readAll(validateEarly(inBatches([run.start(), ...run.outcomes("-----+++++")], 4)));
  expect(items).toHaveLength(2);
  expect(error).toMatchObject({ code: "EARLY_VALIDATION_FAILED" });
});

test("F3 validateEarly() counts on from the run that was resumed", async () => {
  const run = new ModelRun();
  const resumed = run.start({ resumedFrom: { runId: "r0", completed: 5, failed: 0 } });
  const { error } = await readAll(validateEarly(new Source([resumed, ...run.outcomes("----------")])));
  expect(error).toBeNull();
});

test("F5 validateEarly() of a run without documents has the verdict insufficient", async () => {
  const run = new ModelRun();
  const signals: EarlySignal[] = [];
  await collect(validateEarly(new Source([run.start(), run.end()]), { onSignal: (signal) => void signals.push(signal) }));
  expect(signals).toEqual([{ type: "ValidationCheckpoint", checkpoint: 0, successRate: null, status: "insufficient" }]);
});

test("F6 validateEarly() does not count retries", async () => {
  const run = new ModelRun();
  const events = [run.start(), ...Array.from({ length: 20 }, () => run.retry()), ...run.outcomes("+++++")];
  expect((await readAll(validateEarly(new Source(events)))).error).toBeNull();
});

test("validateEarly() closes its source when the consumer leaves", async () => {
  const run = new ModelRun();
  const source = new Source([run.start(), ...run.outcomes("+++")]);
  for await (const _ of validateEarly(source)) break;
  expect(source.closed).toBe(true);
});

test("validateEarly() passes an error of its source on, and once", async () => {
  const broken = new Error("gone");
  const stream = validateEarly((async function* () {
    yield new ModelRun().start();
    throw broken;
  })());
  expect((await readAll(stream)).error).toBe(broken);
  expect((await stream.next()).done).toBe(true);
});

test("earlyValidationConsumer() judges the runs of a bus apart from each other", () => {
  const stops: { runId: string; error: SluiceError }[] = [];
  const consume = earlyValidationConsumer({
    control: (runId) => ({ emit: () => undefined, stop: (_reason, error) => void stops.push({ runId, error }) }),
  });
  const [good, bad] = [new ModelRun("good"), new ModelRun("bad")];
  consume(good.start());
  consume(bad.start());
  for (let n = 0; n < 5; n += 1) {
    consume(good.complete());
    consume(bad.fail());
  }
  expect(stops).toMatchObject([{ runId: "bad", error: { code: "EARLY_VALIDATION_FAILED" } }]);
});

test("E11 earlyValidationConsumer() leaves events alone that it does not know", () => {
  const consume = earlyValidationConsumer({ control: () => ({ emit: () => undefined, stop: () => undefined }) });
  expect(() => consume({ type: "Teleported", version: 9 })).not.toThrow();
});

test.each([{ after: 0 }, { maxRuns: 0 }])("earlyValidationConsumer() refuses %o at once", (options) => {
  expect(() => earlyValidationConsumer({ ...options, control: () => ({ emit: () => undefined, stop: () => undefined }) })).toThrow(RangeError);
});
