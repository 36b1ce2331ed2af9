import { expect, test } from "vitest";
import { formatShare } from "./format-share.js";

test.each([
  [1, "100 %"],
  [0.99999, "99.9 %"],
  [0, "0 %"],
  [0.29, "29 %"],
  [0.583, "58.3 %"],
  [2 / 3, "66.6 %"],
  [null, "–"],
])("%s is shown as %s", (share, text) => {
  expect(formatShare(share)).toBe(text);
});
