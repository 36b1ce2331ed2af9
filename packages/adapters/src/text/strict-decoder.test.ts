import { expect, test } from "vitest";
import { isEncoding, StrictDecoder } from "./strict-decoder.js";

test.each([
  ["utf-8", [0x50, 0xe9]],
  ["utf-8", [0xed, 0xa0, 0x80]],
  ["shift_jis", [0x82]],
  ["utf-16le", [0x00, 0xd8, 0x41, 0x00]],
])("StrictDecoder gives null for bytes outside %s", (encoding, bytes) => {
  expect(new StrictDecoder(encoding).decode(Buffer.from(bytes))).toBeNull();
});

test.each([
  ["windows-1252", [0x80, 0xe9], "€é"],
  ["latin1", [0xe9], "é"],
  ["shift_jis", [0x83, 0x5c], "ソ"],
  ["koi8-r", [0xc1], "а"],
])("StrictDecoder decodes %s", (encoding, bytes, text) => {
  expect(new StrictDecoder(encoding).decode(Buffer.from(bytes))).toBe(text);
});

test("isEncoding() knows the labels of TextDecoder and no others", () => {
  expect(["utf-8", "UTF8", "UTF-16", "klingon", ""].map(isEncoding)).toEqual([true, true, true, false, false]);
});
