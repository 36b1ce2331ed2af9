import type { EventFields, EventOf, EventType } from "@sluice/core-events";
import { EventFactory } from "@sluice/core-events";
import { expect, test } from "vitest";
import { eventLine } from "./event-line.js";

const factory = new EventFactory({ runId: "r", pipelineId: "p", now: () => 0 });
const event = <Type extends EventType>(type: Type, fields: EventFields<Type>): EventOf<Type> => factory.create(type, fields);

test("a failure names document, error and type", () => {
  const failed = event("DocumentFailed", { docId: "a.jsonl:3", error: "Cannot parse", errorType: "RECORD_MALFORMED", retryCount: 0, isRetryable: false });
  expect(eventLine(failed)).toEqual({ text: "✗ a.jsonl:3: Cannot parse [RECORD_MALFORMED]", style: "bad" });
});

test("a retry names attempt, wait and cause", () => {
  expect(eventLine(event("AdapterRetry", { adapter: "http-json", attempt: 2, delayMs: 2000, cause: "HTTP 429" }))?.text).toBe("↻ attempt 2 failed, next in 2.0 s: HTTP 429");
});

test("verdicts and warnings are lines", () => {
  expect(eventLine(event("ValidationCheckpoint", { checkpoint: 5, successRate: 0.8, status: "passed" }))?.text).toContain("passed: 80 % of the first 5");
  expect(eventLine(event("ValidationWarning", { outcomes: 50, successRate: 0.62, threshold: 0.7 }))).toMatchObject({ style: "warning", text: expect.stringContaining("62 % of 50") as string });
});

test("a long error is cut", () => {
  const failed = event("DocumentFailed", { docId: null, error: "x".repeat(5000), errorType: "Error", retryCount: 0, isRetryable: false });
  expect(eventLine(failed)?.text.length).toBe(300);
});

test("what an adapter has left out or overruled is a line", () => {
  const orphans = event("AdapterEvent", { adapter: "darwin-core", name: "orphan-extension-rows", payload: { rowType: "Media", rows: 2, examples: ["8", "9"] } });
  expect(eventLine(orphans)).toEqual({ text: "! darwin-core: orphan extension rows (rowType Media, rows 2, examples 8, 9)", style: "warning" });
  expect(eventLine(event("AdapterEvent", { adapter: "feed", name: "odd", payload: null }))?.text).toBe("! feed: odd");
});

test("other events are no lines", () => {
  expect(eventLine(event("AdapterEvent", { adapter: "jsonl", name: "page", payload: null }))).toBeNull();
});
