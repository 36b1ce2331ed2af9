import { expect, test } from "vitest";
import { requireLineFeeds } from "./require-line-feeds.js";

test("a header that holds carriage returns is refused", () => {
  expect(() => requireLineFeeds(["id", "name\r1", "fern\r"], "old.csv")).toThrow(/old\.csv.*received carriage returns \(CR\) alone/);
});

test("a name over two lines is none of them", () => {
  expect(() => requireLineFeeds(["id", "name\r\nof it", "more\nof it"], "a.csv")).not.toThrow();
});
