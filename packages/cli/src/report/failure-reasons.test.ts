import type { DocumentFailed } from "@sluice/core-events";
import { expect, test } from "vitest";
import { FailureReasons } from "./failure-reasons.js";

function failed(docId: string | null, error: string, errorType = "VALIDATION_FAILED"): DocumentFailed {
  return { type: "DocumentFailed", version: 1, sequence: 1, timestamp: 0, runId: "r", pipelineId: "p", docId, error, errorType, retryCount: 0, isRetryable: false };
}

test("failures that differ in id and numbers alone are one reason", () => {
  const reasons = new FailureReasons();
  reasons.add(failed("a.jsonl:17", "Cannot parse a.jsonl:17, column 4"));
  reasons.add(failed("a.jsonl:203", "Cannot parse a.jsonl:203, column 99"));
  expect(reasons.top(5)).toEqual([{ errorType: "VALIDATION_FAILED", error: "Cannot parse …, column N", count: 2 }]);
});

test("a short id is not taken out of words", () => {
  const reasons = new FailureReasons();
  reasons.add(failed("d", "Cannot read document d: it is bad"));
  expect(reasons.top(1)).toMatchObject([{ error: "Cannot read document …: it is bad" }]);
});

test("top() gives the most frequent first", () => {
  const reasons = new FailureReasons();
  for (const error of ["rare", "often", "often", "often", "middling", "middling"]) reasons.add(failed(null, error));
  expect(reasons.top(2).map(({ error, count }) => [error, count])).toEqual([["often", 3], ["middling", 2]]);
});

test("memory is bounded when every failure is another", () => {
  const reasons = new FailureReasons();
  const word = (n: number) => String(n).replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
  for (let n = 0; n < 5000; n += 1) reasons.add(failed(null, word(n)));
  expect(reasons.top(1)).toEqual([{ errorType: "other", error: "other failures", count: 4000 }]);
  expect(reasons.top(Infinity)).toHaveLength(1001);
});
