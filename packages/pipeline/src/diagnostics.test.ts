import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { collect } from "@sluice/core-events/testing";
import { expect, onTestFinished, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { inspectStateDirectory } from "./state/inspect-state-directory.js";
import { openStateDirectory } from "./state/state-directory.js";
import { CountingSource } from "./testing/counting-source.js";
import { Ingestion } from "./testing/ingestion.js";
import { runLegacy } from "./testing/run-legacy.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

function listenTo(channel: string): unknown[] {
  const messages: unknown[] = [];
  const listener = (message: unknown) => void messages.push(message);
  subscribe(channel, listener);
  onTestFinished(() => void unsubscribe(channel, listener));
  return messages;
}

const source = new CountingSource({ count: 250, parse: () => { throw new Error("bad"); } });
const pipeline = new IngestionPipeline({ adapters: [source.adapter], id: "p" });

test("each way to run is published once per call", async () => {
  const calls = listenTo("sluice:pipeline:call");
  await collect(pipeline.streamEvents("numbers"));
  await collect(pipeline.iterResults("numbers"));
  await pipeline.runAsync("numbers");
  await runLegacy(pipeline).catch(() => undefined);
  expect(calls).toEqual(["streamEvents", "iterResults", "runAsync", "runAsyncLegacy"].map((method) => ({ method, pipelineId: "p", adapter: "numbers" })));
});

test("backpressure figures are published with every progress report, also where results are read without events", async () => {
  const figures = listenTo("sluice:pipeline:backpressure");
  await collect(pipeline.iterResults("numbers", { runId: "r" }));
  expect(figures).toHaveLength(3);
  expect(figures[0]).toMatchObject({ runId: "r", inFlight: 0, queueDepth: 0, producerWaitMs: 0, consumerWaitMs: expect.any(Number) as number });
});

test("every failed document is published, also where results are read without events", async () => {
  const failures = listenTo("sluice:pipeline:document-failed");
  await collect(pipeline.iterResults("numbers"));
  expect(failures).toHaveLength(250);
  expect(failures[0]).toMatchObject({ type: "DocumentFailed", docId: "n0", error: "bad" });
});

test("every checkpoint is published, with the time it took and its size", async () => {
  const checkpoints = listenTo("sluice:pipeline:checkpoint");
  const ingestion = new Ingestion(temporaryDirectory());
  await ingestion.run(source, { runId: "r", checkpointInterval: 100, checkpointEveryMs: 10_000 });
  expect(checkpoints).toHaveLength(5); // before the run, at 100, at 200, behind the last document, and the end
  for (const figures of checkpoints) expect(figures).toEqual({ runId: "r", adapter: "numbers", durationMs: expect.any(Number) as number, bytes: expect.any(Number) as number, failed: false });
  const { checkpoint } = await inspectStateDirectory(ingestion.state);
  expect(checkpoints.at(-1)).toMatchObject({ bytes: JSON.stringify(checkpoint).length });
});

test("a checkpoint that cannot be saved is published as failed", async () => {
  const checkpoints = listenTo("sluice:pipeline:checkpoint");
  const ingestion = new Ingestion(temporaryDirectory());
  await using state = await openStateDirectory(ingestion.state);
  const full = { load: () => state.load(), assertHeld: () => state.assertHeld(), save: () => Promise.reject(new Error("disk full")) };
  await expect(collect(ingestion.stream(source, full))).rejects.toMatchObject({ code: "STATE_UNWRITABLE" });
  expect(checkpoints).toEqual([{ runId: expect.any(String) as string, adapter: "numbers", durationMs: expect.any(Number) as number, bytes: null, failed: true }]);
});
