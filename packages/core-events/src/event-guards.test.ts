import { expect, expectTypeOf, test } from "vitest";
import type { DocumentFailed } from "./document-events.js";
import { isDocumentTerminal, isEvent, isRunTerminal } from "./event-guards.js";
import { sampleEvent, sampleEvents } from "./testing/sample-events.js";

test("isEvent() is true for the types named, and narrows", () => {
  const event = sampleEvents().find(({ type }) => type === "DocumentFailed")!;
  expect(isEvent(event, "DocumentFailed", "RunFailed")).toBe(true);
  expect(isEvent(event, "RunFailed")).toBe(false);
  expect(isEvent(event)).toBe(false);
  if (isEvent(event, "DocumentFailed")) expectTypeOf(event).toEqualTypeOf<DocumentFailed>();
});

test("two types end a document, two end a run", () => {
  const types = (guard: (event: { type: string }) => boolean) => sampleEvents().filter(guard).map(({ type }) => type);
  expect(types(isDocumentTerminal)).toEqual(["DocumentCompleted", "DocumentFailed"]);
  expect(types(isRunTerminal)).toEqual(["RunCompleted", "RunFailed"]);
});

test("an event of a later release ends nothing", () => {
  const unknown = { ...sampleEvent("RunStarted"), type: "RunPaused" };
  expect([isRunTerminal(unknown), isDocumentTerminal(unknown)]).toEqual([false, false]);
});
