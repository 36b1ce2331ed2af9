import { expect, test } from "vitest";
import { formatBytes, formatCount, formatDuration, formatRate, formatShare } from "./format.js";

test.each([[0, "0"], [999, "999"], [2702, "2,702"], [1_234_567, "1,234,567"]])("%d documents are %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([[350, "350 ms"], [4200, "4.2 s"], [42_000, "42 s"], [190_000, "3 min 10 s"], [79_500_000, "22 h 05 min"]])("%d ms are %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([[0, "0 %"], [0.336, "34 %"], [0.9999, "99 %"], [1, "100 %"]])("a share of %d is %s", (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([[0, "0 B"], [812, "812 B"], [1234, "1.2 kB"], [2_552_797, "2.6 MB"], [999_999, "1000 kB"]])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("slow rates keep a decimal", () => {
  expect([formatRate(0.21), formatRate(22_031.4)]).toEqual(["0.2 docs/s", "22,031 docs/s"]);
});
