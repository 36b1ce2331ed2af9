import { expect, test } from "vitest";
import { deadLetterSchema } from "./dead-letter.js";
import { documentSchema } from "./document.js";

const document = { docId: "d1", title: null, text: "fern", metadata: { n: [1] }, provenance: { source: "jsonl" } };
const letter = { docId: null, adapter: "jsonl", runId: "r1", timestamp: 1, error: "e", errorType: "E", retryCount: 0, isRetryable: true, raw: { a: 1 } };

test("a document is accepted with and without its optional parts", () => {
  const full = { ...document, sections: [{ title: null, text: "s" }], raw: [1], provenance: { source: "s", url: "u", retrievedAt: 1, version: "v", license: "l" } };
  expect(documentSchema.parse(document)).toEqual(document);
  expect(documentSchema.parse(full)).toEqual(full);
});

test.each([{ docId: "" }, { docId: 7 }, { title: undefined }, { text: 7 }, { metadata: null }, { provenance: {} }, { sections: [{ text: "s" }] }])(
  "a document with %j is refused",
  (fields) => expect(documentSchema.safeParse({ ...document, ...fields }).success).toBe(false),
);

test("a dead letter keeps its record as it is", () => {
  for (const raw of [null, "text", [1], { a: { b: null } }]) expect(deadLetterSchema.parse({ ...letter, raw })).toEqual({ ...letter, raw });
});

test.each([{ docId: undefined }, { retryCount: -1 }, { isRetryable: "yes" }, { timestamp: "now" }, { rawOmitted: 1 }])("a dead letter with %j is refused", (fields) =>
  expect(deadLetterSchema.safeParse({ ...letter, ...fields }).success).toBe(false),
);
