import { type PipelineEvent, SluiceError } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, type CountingSourceOptions } from "./testing/counting-source.js";

function failingWith(error: () => unknown, options: CountingSourceOptions = {}) {
  const attempts: number[] = [];
  const source = new CountingSource({
    count: 1,
    ...options,
    parse: (n) => {
      attempts.push(n);
      throw error();
    },
  });
  return { attempts, pipeline: new IngestionPipeline({ adapters: [source.adapter] }) };
}

const retriesOf = (events: readonly PipelineEvent[]) => events.filter((event) => event.type === "AdapterRetry");

test.each([
  ["a SluiceError that is retryable", () => new SluiceError("Cannot reach it", { code: "HTTP_TRANSPORT" }), 4],
  ["any error that says so", () => Object.assign(new Error("busy"), { retryable: true }), 4],
  ["a SluiceError that is not", () => new SluiceError("Cannot parse it", { code: "RECORD_MALFORMED" }), 1],
  ["any other error", () => new Error("broken"), 1],
  ["something that is no error", () => "broken", 1],
])("%s makes %#: so many attempts", async (_, error, expected) => {
  const { attempts, pipeline } = failingWith(error);
  const events = await collect(pipeline.streamEvents("numbers", { retry: { maxAttempts: 4, initialDelayMs: 1 } }));
  expect(attempts).toHaveLength(expected);
  expect(retriesOf(events).map(({ attempt, docId }) => [attempt, docId])).toEqual(Array.from({ length: expected - 1 }, (_, n) => [n + 1, "n0"]));
  expect(events.find(({ type }) => type === "DocumentFailed")).toMatchObject({ retryCount: expected - 1, isRetryable: expected > 1 });
});

test("the retry is reported before its wait, with the wait", async () => {
  const { pipeline } = failingWith(() => Object.assign(new Error("busy"), { retryable: true }));
  const at: number[] = [];
  let delayMs = 0;
  for await (const event of pipeline.streamEvents("numbers", { retry: { maxAttempts: 2, initialDelayMs: 60, maxDelayMs: 60 } })) {
    if (event.type === "AdapterRetry") delayMs = event.delayMs;
    if (event.type === "AdapterRetry" || event.type === "DocumentFailed") at.push(performance.now());
  }
  expect(delayMs).toBeGreaterThanOrEqual(30);
  expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(delayMs - 5);
});

test("maxAttempts 1 retries nothing", async () => {
  const { attempts, pipeline } = failingWith(() => Object.assign(new Error("busy"), { retryable: true }));
  await pipeline.runAsync("numbers", { retry: { maxAttempts: 1 } });
  expect(attempts).toHaveLength(1);
});
