import { expect, test } from "vitest";
import { backoffMs } from "./backoff.js";

test.each([[1, 200], [2, 400], [3, 800], [8, 25_600], [9, 30_000], [1_000, 30_000], [1_000_000, 30_000]])("the wait after attempt %i is between half of %i ms and all of it, and never beyond the cap", (attempt, longest) => {
  for (let n = 0; n < 100; n += 1) {
    const wait = backoffMs({ initialDelayMs: 200, maxDelayMs: 30_000 }, attempt);
    expect([wait >= longest / 2, wait <= longest]).toEqual([true, true]);
  }
});
