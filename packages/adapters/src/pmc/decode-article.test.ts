import { expect, test } from "vitest";
import { decodeArticle } from "./decode-article.js";

const xml = "<a>é</a>";
const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(xml)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${xml}`)],
  ["UTF-16 with a mark", Buffer.from(`\ufeff${xml}`, "utf16le")],
  ["big-endian UTF-16 with a mark", utf16be(`\ufeff${xml}`)],
  ["UTF-16 without a mark", Buffer.from(xml, "utf16le")],
  ["big-endian UTF-16 without a mark", utf16be(xml)],
])("D21: %s is decoded, without its mark", (_, bytes) => expect(decodeArticle(bytes)).toBe(xml));

test("D21: the declared encoding counts", () => {
  expect(decodeArticle(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`, "latin1"))).toContain(xml);
});

test.each<[string, Buffer]>([
  ["bytes that are no UTF-8", Buffer.from(xml, "latin1")],
  ["a charset that lies", Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${xml}`, "latin1")],
  ["an unknown charset", Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>')],
  ["half a character", Buffer.from(xml).subarray(0, 4)],
])("D21: %s fails, and nothing is replaced", (_, bytes) => {
  expect(() => decodeArticle(bytes)).toThrow(expect.objectContaining({ code: "RECORD_MALFORMED" }));
});

test("D31: a declaration of 50 KB costs less than 50 ms", () => {
  const start = performance.now();
  decodeArticle(Buffer.from(`<?xml ${" encoding=".repeat(5_000)}?><a/>`));
  expect(performance.now() - start).toBeLessThan(50);
});
