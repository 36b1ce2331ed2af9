import type { Checkpoint } from "@sluice/core-events";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { requireCheckpoint } from "./require-checkpoint.js";
import { CountingSource } from "./testing/counting-source.js";

const { adapter } = new CountingSource();
const checkpoint: Checkpoint = {
  version: 1, runId: "r0", adapter: "numbers", timestamp: 1, cursor: 5, lowWaterMark: 5, finished: { keys: ["n6"] }, completed: 6, failed: 0,
};

test("a checkpoint that was kept as JSON is accepted", () => {
  expect(requireCheckpoint(JSON.parse(JSON.stringify(checkpoint)), adapter)).toEqual(checkpoint);
});

test.each([
  [null, "received null"],
  ["x", "received a string"],
  [{}, "received one whose version, runId, adapter, timestamp, cursor, lowWaterMark, finished, completed, failed cannot be used"],
  [{ ...checkpoint, completed: NaN }, "received one whose completed cannot be used"],
  [{ ...checkpoint, finished: { keys: "n6" } }, "received one whose finished cannot be used"],
])("B5 %j is refused as no checkpoint, before the source is opened", (given, received) => {
  const source = new CountingSource();
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const expected: unknown = expect.objectContaining({ code: "CHECKPOINT_CORRUPT", message: expect.stringContaining(received) as string });
  expect(() => pipeline.streamEvents("numbers", { resumeFrom: given as Checkpoint })).toThrow(expected);
  expect(source.opened).toBe(0);
});

test("B6 the checkpoint of another adapter or of a newer release is refused with what differs", () => {
  const other: unknown = expect.objectContaining({ code: "CHECKPOINT_MISMATCH", context: { differences: [{ field: "adapter", expected: "letters", actual: "numbers" }] } });
  expect(() => requireCheckpoint({ ...checkpoint, adapter: "letters" }, adapter)).toThrow(other);
  const newer: unknown = expect.objectContaining({ code: "CHECKPOINT_MISMATCH", context: { differences: [{ field: "version", expected: 2, actual: 1 }] } });
  expect(() => requireCheckpoint({ ...checkpoint, version: 2 }, adapter)).toThrow(newer);
});
