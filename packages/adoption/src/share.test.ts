import { expect, test } from "vitest";
import { streamingShare } from "./share.js";

test("eager calls are left out of the share, unless they are counted as not streaming", () => {
  const counts = { streaming: 3, eager: 4, legacy: 1 };
  expect(streamingShare(counts)).toBe(0.75);
  expect(streamingShare(counts, { countEager: true })).toBe(0.375);
});

test("nothing to divide by has no share", () => {
  expect(streamingShare({ streaming: 0, eager: 5, legacy: 0 })).toBeNull();
});
