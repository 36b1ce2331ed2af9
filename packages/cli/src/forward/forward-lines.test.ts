import { expect, test } from "vitest";
import { forwardLines } from "./forward-lines.js";
import type { ForwardSummary } from "./forward-summary.js";

const done: ForwardSummary = { target: "redis://h", consumer: "c", state: "complete", forwarded: 1, acknowledgedOffset: 1, lag: 0, failures: 0, refused: 0, missed: 0, error: null };

test.each<[string, Partial<ForwardSummary>, string]>([
  ["has everything", {}, "1 event sent"],
  ["had failed before", { forwarded: 2_000, error: "it was away" }, "2,000 events sent"],
  ["is away", { state: "behind", lag: 1, error: "refused" }, "1 event sent, 1 event waits in the log (refused)"],
  ["lacks some for ever", { refused: 2, missed: 3_000 }, "1 event sent, 2 events refused, 3,000 events removed from the log before"],
])("a target that %s", (_, summary, expected) => {
  expect(forwardLines([{ ...done, ...summary }])).toEqual([`forward       redis://h: ${expected}`]);
});
