import { expect, test } from "vitest";
import { serializeLine } from "./serialize-line.js";

test.each(["\n", "\r", "\u2028", "\u2029", "\0", "\ud800", "\udc00\ud800", "😀", '"\\', "\u0085"])("%j is one line that parses back", (text) => {
  const line = serializeLine({ text }, "d1");
  expect(line.split(/[\n\r\u2028\u2029]/)).toHaveLength(2);
  expect(JSON.parse(line)).toEqual({ text });
});

test("separators are escaped in keys, too", () => {
  expect(serializeLine({ "\u2028": 1 }, "d1")).toBe('{"\\u2028":1}\n');
});

test("a line longer than the limit fails its document", () => {
  const half = "x".repeat(2 ** 27);
  expect(() => serializeLine([half, half], "d1")).toThrow(/^Cannot serialise document d1: its line must be shorter than 268435456 characters, received/);
});
