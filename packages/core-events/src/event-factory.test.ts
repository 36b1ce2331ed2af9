import { expect, test } from "vitest";
import { EventFactory } from "./event-factory.js";
import { eventSchemas } from "./pipeline-event.js";
import { sampleFactory } from "./testing/sample-events.js";
import { sampleFields } from "./testing/sample-fields.js";

test("events are numbered 1, 2, 3 in the order of creation, whichever way they are made", () => {
  const factory = sampleFactory();
  const { document, durationMs, adapterMetadata } = sampleFields.DocumentCompleted;
  const events = [
    factory.create("RunStarted", sampleFields.RunStarted),
    factory.documentStarted("d1", "jsonl", {}),
    factory.documentCompleted(document, durationMs, adapterMetadata),
    factory.create("RunCompleted", sampleFields.RunCompleted),
  ];
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
});

test("a number taken back is given again", () => {
  const factory = sampleFactory();
  factory.documentStarted("d1", "jsonl", {});
  factory.withdraw();
  expect(factory.documentStarted("d2", "jsonl", {}).sequence).toBe(1);
});

test("the hot paths make what create() makes", () => {
  const { document, durationMs, adapterMetadata } = sampleFields.DocumentCompleted;
  expect(sampleFactory().documentStarted("d1", "jsonl", {})).toEqual(sampleFactory().create("DocumentStarted", sampleFields.DocumentStarted));
  expect(sampleFactory().documentCompleted(document, durationMs, adapterMetadata)).toEqual(
    sampleFactory().create("DocumentCompleted", sampleFields.DocumentCompleted),
  );
});

test("two factories count apart", () => {
  const [one, other] = [sampleFactory(), sampleFactory()];
  one.documentStarted("d1", "jsonl", {});
  expect(other.documentStarted("d1", "jsonl", {}).sequence).toBe(1);
});

test("without a clock of its own it follows the wall clock", () => {
  const before = Date.now();
  const event = new EventFactory({ runId: "r1", pipelineId: "p1" }).create("RunStarted", sampleFields.RunStarted);
  expect(eventSchemas.RunStarted.parse(event).timestamp).toBeGreaterThanOrEqual(before);
});
