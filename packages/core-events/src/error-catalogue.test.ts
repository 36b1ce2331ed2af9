import { expect, test } from "vitest";
import { errorCatalogue } from "./error-catalogue.js";

const entries = Object.entries(errorCatalogue);

test.each(entries)("%s says what it means and what to do, in sentences", (code, { meaning, remedy, retryable }) => {
  expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  expect(meaning).toMatch(/^[A-Z].{10,}\.$/);
  expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
  expect(typeof retryable).toBe("boolean");
});

test("no two codes mean the same", () => {
  expect(new Set(entries.map(([, { meaning }]) => meaning)).size).toBe(entries.length);
});
