import { expect, test } from "vitest";
import { raisedText } from "./raised-text.js";

test.each([
  ["5", "⁵"],
  [" -1 ", "⁻¹"],
  ["−4", "⁻⁴"],
  ["–3", "⁻³"],
  ["2+", "²⁺"],
  ["+", "⁺"],
  ["-", "⁻"],
  ["n", "ⁿ"],
  ["(n−1)", "⁽ⁿ⁻¹⁾"],
  ["1,2", "¹,²"],
  ["1–3, 7", "¹–³, ⁷"],
  ["−1.2492", "^−1.2492"],
  ["2len", "^2len"],
  ["(n/2)", "^(n/2)"],
])("the raised %j reads %j", (text, raised) => expect(raisedText(text)).toBe(raised));

test.each(["th", "st", "a", "hi", "INK4a", "Lys1,2", "*", "′", "[1]", "", " ", ","])("the raised %j stays as it is", (text) => expect(raisedText(text)).toBe(text));

test("D31: long and hostile texts cost little", () => {
  const start = performance.now();
  for (const text of ["1".repeat(50_000), `${"1-".repeat(25_000)}x`, "-".repeat(50_000)]) expect(raisedText(text)).toBe(text);
  expect(performance.now() - start).toBeLessThan(50);
});

test("whatever is raised folds back to what it was", () => {
  for (const text of ["0123456789", "(n+1)", "−1"]) expect(raisedText(text).normalize("NFKC")).toBe(text);
});
