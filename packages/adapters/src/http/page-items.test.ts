import { expect, test } from "vitest";
import type { JsonAnswer } from "./http-client.js";
import { pageItems, pageTotal } from "./page-items.js";

const answer = (value: unknown): JsonAnswer => ({ value, hasRawNumbers: false, url: new URL("https://api.example/?api_key=s3cr3t"), statusCode: 200, size: 1, headers: {} });

test.each([[[1]], [{ items: [1] }], [{ data: null, results: [1] }], [{ studies: [1] }]])("items are found in %o", (value) => {
  expect(pageItems(answer(value), undefined)).toEqual([1]);
});

test("a path leads to the items", () => {
  expect(pageItems(answer({ response: { docs: [1] }, items: [2] }), "response.docs")).toEqual([1]);
});

test.each([{ error: "over quota" }, {}, null, "text", 7, { items: { a: 1 } }])("D17: %o is a bad payload, not a page without items", (value) => {
  expect(() => pageItems(answer(value), undefined)).toThrow(expect.objectContaining({ code: "HTTP_BAD_PAYLOAD", retryable: true }));
  expect(() => pageItems(answer(value), "docs")).toThrow("Cannot read the answer of https://api.example/?api_key=[redacted]");
});

test("a total is a count or nothing", () => {
  expect(pageTotal(answer({ totalCount: 7 }), undefined)).toBe(7);
  expect(pageTotal(answer({ meta: { count: 7 } }), undefined)).toBe(7);
  expect(pageTotal(answer({ hits: { n: 7 } }), "hits.n")).toBe(7);
});

test.each([2 ** 53, -1, 1.5, "7", null])("D27: %o is no total", (total) => expect(pageTotal(answer({ total }), undefined)).toBeNull());
