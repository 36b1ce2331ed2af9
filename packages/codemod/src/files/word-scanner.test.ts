import { expect, test } from "vitest";
import { WordScanner } from "./word-scanner.js";

const scanner = new WordScanner(["runAsyncLegacy", "runAsync"]);

test("occursIn() finds a word in UTF-8 and in latin-1", () => {
  expect(scanner.occursIn(Buffer.from("const é = p.runAsyncLegacy();"))).toBe(true);
  expect(scanner.occursIn(Buffer.from("const é = p.runAsync();", "latin1"))).toBe(true);
  expect(scanner.occursIn(Buffer.from("p.run();"))).toBe(false);
});

test("I3 occursIn() finds a word in UTF-16 of both orders", () => {
  const little = Buffer.from("\ufeffp.runAsync();", "utf16le");
  expect(scanner.occursIn(little)).toBe(true);
  expect(scanner.occursIn(Buffer.from(little).swap16())).toBe(true);
});
