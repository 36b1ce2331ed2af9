import { expect, test } from "vitest";
import { pdfDate } from "./pdf-date.js";

test.each([
  ["D:20220403193102+02'00'", "2022-04-03T19:31:02+02:00"],
  ["D:20220403193102-05'30", "2022-04-03T19:31:02-05:30"],
  ["D:20240822125427Z00'00'", "2024-08-22T12:54:27Z"],
  ["D:20220415113826", "2022-04-15T11:38:26"],
  ["20220415", "2022-04-15"],
  ["D:2022", "2022"],
  ["D:202204151138", "2022-04-15T11:38:00"],
  ["D:20221350", null],
  ["D:20220415993826Z", null],
  ["yesterday", null],
  ["", null],
])("%j is %j", (text, expected) => {
  expect(pdfDate(text)).toBe(expected);
});

test("D31: 50 KB of digits take less than 50 ms", () => {
  const started = performance.now();
  pdfDate(`D:${"2".repeat(50_000)}`);
  expect(performance.now() - started).toBeLessThan(50);
});
