import { expect, test } from "vitest";
import { decodeSource, encodeSource } from "./decode-source.js";

const samples: readonly (readonly [string, Buffer])[] = [
  ["a byte order mark", Buffer.from("\ufeffconst a = 1;\r\n")],
  ["two byte order marks", Buffer.from("\ufeff\ufeffa")],
  ["mixed line ends, tabs and no final newline", Buffer.from("#!/usr/bin/env node\na\r\n\tb\rc\u2028d")],
  ["characters outside the basic plane", Buffer.from("const fern = '🌿';\n")],
  ["an empty file", Buffer.alloc(0)],
];

test.each(samples)("I3 decoding and encoding %s gives the same bytes", (_name, bytes) => {
  const decoded = decodeSource(bytes);
  expect(decoded !== null && encodeSource(decoded)).toEqual(bytes);
});

test("I3 decodeSource() takes the byte order mark off the text", () => {
  expect(decodeSource(Buffer.from("\ufeffa"))).toEqual({ text: "a", hasBom: true });
});

test("I3 decodeSource() refuses latin-1, UTF-16 and cut-off UTF-8", () => {
  expect(decodeSource(Buffer.from("caf\u00e9", "latin1"))).toBeNull();
  expect(decodeSource(Buffer.from("\ufeffa", "utf16le"))).toBeNull();
  expect(decodeSource(Buffer.from("🌿").subarray(0, 3))).toBeNull();
});
