import { expect, test } from "vitest";
import type { PipelineEvent } from "../pipeline-event.js";
import { sampleFactory } from "./sample-events.js";
import { sampleFields } from "./sample-fields.js";
import { assertEventOrder, collect, documentOutcomes } from "./stream-assertions.js";

/** A sound stream of two documents. */
function stream(): PipelineEvent[] {
  const factory = sampleFactory();
  return [
    factory.create("RunStarted", sampleFields.RunStarted),
    factory.documentStarted("d1", "jsonl", {}),
    factory.documentStarted("d2", "jsonl", {}),
    factory.create("AdapterRetry", { ...sampleFields.AdapterRetry, docId: "d2" }),
    factory.documentCompleted(sampleFields.DocumentCompleted.document, 1, {}),
    factory.create("DocumentFailed", { ...sampleFields.DocumentFailed, docId: "d2" }),
    factory.create("DocumentFailed", sampleFields.DocumentFailed),
    factory.create("RunCompleted", sampleFields.RunCompleted),
  ];
}

/** The events at these places, numbered anew. */
function reordered(...places: readonly number[]): PipelineEvent[] {
  const events = stream();
  return places.map((place, at) => ({ ...events[place]!, sequence: at + 1 }));
}

test("a sound stream passes", () => {
  expect(() => assertEventOrder(stream())).not.toThrow();
});

test.each([
  ["no start", reordered(1, 4, 7), "the first event is RunStarted"],
  ["no end", reordered(0, 1, 4), "the last event ends the run"],
  ["nothing", [], "the first event is RunStarted"],
  ["an early end", reordered(0, 7, 1, 4, 7), "event 2 ends the run too early"],
  ["a document started twice", reordered(0, 1, 1, 4, 7), "d1 started twice"],
  ["a document ended twice", reordered(0, 1, 4, 4, 7), "d1 ended without being in flight"],
  ["a document ended before its start", reordered(0, 4, 1, 7), "d1 ended without being in flight"],
  ["a retry after the end", reordered(0, 2, 5, 3, 7), "d2 retried while not in flight"],
  ["a document that never ended", reordered(0, 1, 7), "documents started but never ended"],
  ["a gap", stream().toSpliced(1, 1), "sequence of event 2"],
])("a stream with %s fails", (_, events, message) => {
  expect(() => assertEventOrder(events)).toThrow(message);
});

test("documentOutcomes() counts how often each document ended", () => {
  const { completed, failed } = documentOutcomes(reordered(0, 1, 4, 4, 5, 6, 7));
  expect([...completed]).toEqual([["d1", 2]]);
  expect([...failed]).toEqual([["d2", 1], ["", 1]]);
});

test("collect() reads both kinds of iterables", async () => {
  expect(await collect([1, 2])).toEqual([1, 2]);
  expect(await collect((async function* () { yield 1; })())).toEqual([1]);
});
