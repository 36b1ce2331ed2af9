import { expect, test } from "vitest";
import { runFixture } from "./testing/run-fixture.js";

test.each([
  ["break", "left"],
  ["throw", "the consumer's own"],
  ["return", "left"],
  ["dispose", "left"],
  ["abort", "the signal's own"],
])("A2 A3 after %s nothing of a run holds the process, though a request and a retry were under way", async (way, expected) => {
  const { status, stdout, stderr } = await runFixture("leave-early.mjs", { parameters: [way] });
  const exitedAt = Date.now();
  expect([status, stderr]).toEqual([0, ""]);
  const { left, at } = JSON.parse(stdout) as { left: string; at: number };
  expect(left).toBe(expected);
  expect(exitedAt - at).toBeLessThan(2000);
});
