import type { EventOf, PipelineEvent, UnknownEvent } from "@sluice/core-events";
import { expect, expectTypeOf, test } from "vitest";
import { type EventsMatching, matcherOf } from "./event-pattern.js";

test.each([
  ["DocumentFailed", "DocumentFailed", true],
  ["DocumentFailed", "DocumentFailedTwice", false],
  ["Document*", "DocumentFailed", true],
  ["Document*", "Document", true],
  ["*Failed", "StageFailed", true],
  ["*Failed", "StageFailedAgain", false],
  ["*", "Anything", true],
  ["A*B*C", "AxBxC", true],
  ["A*B*C", "AxC", false],
  ["A*A", "A", false],
  ["*age*tar*", "StageStarted", true],
])("%s against %s is %s", (pattern, type, expected) => expect(matcherOf(pattern)(type)).toBe(expected));

test("several patterns match where one of them does", () => {
  const matches = matcherOf(["Run*", "DocumentFailed"]);
  expect([matches("RunFailed"), matches("DocumentFailed"), matches("DocumentStarted")]).toEqual([true, true, false]);
});

test.each([[[]], [""], ["Document Failed"], [["Run*", ""]]])("%j is refused", (pattern) => expect(() => matcherOf(pattern)).toThrow(TypeError));

test("a hostile pattern takes linear time", () => {
  const matches = matcherOf("*a".repeat(50_000));
  const begun = performance.now();
  expect(matches("a".repeat(49_999))).toBe(false);
  expect(performance.now() - begun).toBeLessThan(50);
});

test("a pattern knows the events it matches", () => {
  expectTypeOf<EventsMatching<"DocumentFailed">>().toEqualTypeOf<EventOf<"DocumentFailed">>();
  expectTypeOf<EventsMatching<"Document*">>().toEqualTypeOf<EventOf<"DocumentStarted" | "DocumentCompleted" | "DocumentFailed">>();
  expectTypeOf<EventsMatching<"*">>().toEqualTypeOf<PipelineEvent>();
  expectTypeOf<EventsMatching<"OrderPlaced">>().toEqualTypeOf<UnknownEvent>();
});
