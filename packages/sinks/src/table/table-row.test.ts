import type { Document } from "@sluice/core-events";
import { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { documentOf } from "../testing/sample-documents.js";
import { tableRow, type TableRowLimits } from "./table-row.js";

const strict = { maxChars: 1_000, maxIdBytes: 12, isStrict: true };
const lenient = { maxChars: 1_000, isStrict: false };

function codeOf(document: Document, limits: TableRowLimits): string | null {
  try {
    tableRow(document, limits);
    return null;
  } catch (error) {
    return SluiceError.is(error) ? error.code : String(error);
  }
}

test("a document becomes its columns, with JSON as text", () => {
  expect(tableRow({ ...documentOf(1, "fern"), raw: { a: [1] } }, strict)).toEqual({
    docId: "d1", title: null, text: "fern", sections: null, metadata: '{"n":1}', provenance: '{"source":"test"}', raw: '{"a":[1]}', chars: 39,
  });
});

test.each<[string, Partial<Document>, string | null, string | null]>([
  ["NUL in text", { text: "a\0b" }, "DOCUMENT_UNSERIALIZABLE", null],
  ["a lone surrogate in the title", { title: "\udfff" }, "DOCUMENT_UNSERIALIZABLE", "DOCUMENT_UNSERIALIZABLE"],
  ["a lone surrogate in the id", { docId: "\ud800" }, "DOCUMENT_UNSERIALIZABLE", "DOCUMENT_UNSERIALIZABLE"],
  ["an id of 12 bytes", { docId: "éééééé" }, null, null],
  ["an id of 13 bytes", { docId: "éééééée" }, "DOCUMENT_UNSERIALIZABLE", null],
  ["NUL in metadata", { metadata: { a: "\0" } }, "DOCUMENT_UNSERIALIZABLE", null],
  ["NUL behind a backslash in metadata", { metadata: { a: "\\\0" } }, "DOCUMENT_UNSERIALIZABLE", null],
  ["a lone surrogate as a key", { metadata: { "\ud800": 1 } }, "DOCUMENT_UNSERIALIZABLE", null],
  ["what only looks like an escape", { metadata: { a: String.raw`\u0000 \\u0000 \ud800` } }, null, null],
  ["control characters", { metadata: { a: "\u0001\u001f" }, text: "\u0001" }, null, null],
  ["a pair of surrogates", { text: "😀", metadata: { a: "😀" } }, null, null],
  ["NUL in raw", { raw: "\0" }, null, null],
  ["a BigInt in raw", { raw: 1n }, "DOCUMENT_UNSERIALIZABLE", "DOCUMENT_UNSERIALIZABLE"],
  ["text that is none", { text: 7 as never }, "DOCUMENT_UNSERIALIZABLE", "DOCUMENT_UNSERIALIZABLE"],
  ["too many characters", { text: "x".repeat(1_000) }, "RECORD_TOO_LARGE", "RECORD_TOO_LARGE"],
])("%s", (_what, change, inStrict, inLenient) => {
  const document = { ...documentOf(1), ...change };
  expect([codeOf(document, strict), codeOf(document, lenient)]).toEqual([inStrict, inLenient]);
});

test("C7 D31 the search for escapes takes time in proportion to the text", () => {
  const metadata = { a: "\\".repeat(500_000), b: `${"\\".repeat(200_001)}u0000` };
  const started = performance.now();
  tableRow({ ...documentOf(1), metadata }, { maxChars: 1e7, isStrict: true });
  expect(performance.now() - started).toBeLessThan(500);
});
