import { expect, test } from "vitest";
import { and, byType, errorsOnly, type EventFilter, not, or, progressOnly } from "./event-filters.js";
import type { EventType } from "./pipeline-event.js";
import { sampleEvent, sampleEvents } from "./testing/sample-events.js";

function passing(filter: EventFilter): EventType[] {
  return sampleEvents().filter(filter).map(({ type }) => type);
}

const all: EventFilter = () => true;
const none: EventFilter = () => false;

test("errorsOnly lets failures pass", () => {
  expect(passing(errorsOnly)).toEqual(["RunFailed", "DocumentFailed", "StageFailed"]);
});

test("errorsOnly lets an adapter pass that changes to failed", () => {
  expect(errorsOnly(sampleEvent("AdapterStateChange", { newState: "failed" }))).toBe(true);
  expect(errorsOnly(sampleEvent("AdapterStateChange", { newState: "closed" }))).toBe(false);
});

test("progressOnly lets progress and the ends of the run pass", () => {
  expect(passing(progressOnly)).toEqual(["RunStarted", "RunCompleted", "RunFailed", "BatchProgress"]);
});

test("byType lets the types named pass", () => {
  expect(passing(byType("GateOpened", "AdapterRetry"))).toEqual(["AdapterRetry", "GateOpened"]);
});

test("byType without a type is refused at once", () => {
  expect(() => byType()).toThrow(TypeError);
});

test("and, or and not compose", () => {
  expect(passing(and(errorsOnly, progressOnly))).toEqual(["RunFailed"]);
  expect(passing(or(byType("GateOpened"), byType("AdapterRetry")))).toEqual(["AdapterRetry", "GateOpened"]);
  expect(passing(not(or(all, none)))).toEqual([]);
  expect(passing(and(not(errorsOnly), byType("RunFailed", "RunStarted")))).toEqual(["RunStarted"]);
});

test("of no filters, and lets everything pass and or nothing", () => {
  expect(passing(and())).toHaveLength(sampleEvents().length);
  expect(passing(or())).toEqual([]);
});

test("and and or ask no more filters than they must", () => {
  const never: EventFilter = () => {
    throw new Error("asked");
  };
  expect(passing(and(none, never))).toEqual([]);
  expect(passing(or(all, never))).toHaveLength(sampleEvents().length);
});

test("an event of a later release's type is dropped by type and kept by its negation", () => {
  const unknown = { ...sampleEvent("GateOpened"), type: "DocumentArchived" } as never;
  expect([errorsOnly, progressOnly, byType("GateOpened")].map((filter) => filter(unknown))).toEqual([false, false, false]);
  expect(not(errorsOnly)(unknown)).toBe(true);
});
