import { expect, test } from "vitest";
import { escapeControls } from "./escape-controls.js";

test.each([
  ["red \u001b[31mtext", "red \\x1b[31mtext"],
  ["one\nforged line\r\ttab", "one\\nforged line\\r\\ttab"],
  ["nul \0 del \u007f c1 \u009b31m", "nul \\x00 del \\x7f c1 \\x9b31m"],
  ["bidi \u202eevil\u2066", "bidi \\u202eevil\\u2066"],
  ["separators \u2028\u2029", "separators \\u2028\\u2029"],
  ["half \ud800 of a pair", "half \\ud800 of a pair"],
  ["whole 🌿 Größe 植物", "whole 🌿 Größe 植物"],
])("E7 %j is shown as %s", (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});
