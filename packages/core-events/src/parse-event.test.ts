import { expect, test } from "vitest";
import { parseEvent } from "./parse-event.js";
import { SluiceError } from "./sluice-error.js";
import { sampleEvent, sampleEvents } from "./testing/sample-events.js";

function codeOf(value: unknown): string {
  try {
    parseEvent(value);
  } catch (error) {
    if (SluiceError.is(error)) return error.code;
    throw error;
  }
  return "none";
}

test("every type of this release is known", () => {
  for (const event of sampleEvents()) expect(parseEvent(event)).toEqual({ known: true, event });
});

test("fields beyond the schema are kept", () => {
  const event = { ...sampleEvent("DocumentFailed"), team: "herbarium", nested: { a: [1] } };
  expect(parseEvent(event)).toEqual({ known: true, event });
});

test("a type of a later release passes untouched", () => {
  const event = { type: "DocumentArchived", version: 1, anything: [1, { b: null }] };
  expect(parseEvent(event)).toEqual({ known: false, event });
});

test("a known type in a later version passes untouched, whatever its fields", () => {
  const event = { type: "DocumentFailed", version: 2, documentId: 7 };
  expect(parseEvent(event)).toEqual({ known: false, event });
});

test("names that every object has are no known types", () => {
  for (const type of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    expect(parseEvent({ type, version: 1 }).known, type).toBe(false);
  }
});

test.each([[null], [undefined], ["DocumentFailed"], [7], [[]], [{}], [{ type: "", version: 1 }], [{ type: "RunStarted" }], [{ version: 1 }]])(
  "%j is no event",
  (value) => expect(codeOf(value)).toBe("EVENT_INVALID"),
);

test("an event that breaks its own schema is refused, naming type and field", () => {
  expect(() => parseEvent({ ...sampleEvent("DocumentFailed"), retryCount: -1 })).toThrow(/^Cannot read the value as a DocumentFailed: .*retryCount/s);
});

test("an event that is nested more deeply than the stack can take is refused", () => {
  let payload: unknown = null;
  for (let depth = 0; depth < 200_000; depth += 1) payload = [payload];
  expect(codeOf({ ...sampleEvent("AdapterEvent"), payload })).toBe("EVENT_INVALID");
});
