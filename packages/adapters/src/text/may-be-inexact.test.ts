import { expect, test } from "vitest";
import { parseJson } from "./parse-json-exactly.js";
import { mayBeInexact } from "./may-be-inexact.js";

test.each(["12345678901234567890", "1e+100", '{"a":[1.5E-300]}', "[-0.0e-5]", "\n-0", "[1234567890123456]", '{"a":0.12345678901234567}', "1e400", "[1E-400]", "-0", "[-0]", '{"a": -0.00}', "[1,-0e1]", "[-0\n]"])("D22: %s is looked at closely", (text) => {
  expect(mayBeInexact(text)).toBe(true);
});

test.each(["0", "-1", "[-0.5]", "[1.5e10]", "[123456789012345]", '{"id":"NCT00000001","date":"2026-01-02"}', "-97.123456789012"])("%s is not", (text) => {
  expect([mayBeInexact(text), parseJson(text).hasRawNumbers]).toEqual([false, false]);
});

test("a number is found wherever it stands, and the search agrees with one regular expression for each on random texts", () => {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  const pieces = ["1", "12", "123", "1234567", "1234567890123456", ".", "e", "E", "+", "-", "-0", "0", ",", ":", "[", " ", "]", "text", "/"];
  for (let round = 0; round < 20_000; round += 1) {
    const text = Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]).join("");
    const expected = /\d[\d.]{15}|\d[eE][+-]?\d{3}/.test(text) || /(?:^|[\s:,[])-0(?:\.0+)?(?:[eE\s,}\]]|$)/.test(text);
    expect(mayBeInexact(text), text).toBe(expected);
  }
});

test("D31 texts made to be slow to search take no longer than others", () => {
  for (const piece of ["-0", ":-0.0", "1e", "12.", "1e+12", "123456789012345 "]) {
    const startedAt = performance.now();
    mayBeInexact(piece.repeat(2_000_000 / piece.length));
    expect(performance.now() - startedAt, piece).toBeLessThan(1_000);
  }
});
