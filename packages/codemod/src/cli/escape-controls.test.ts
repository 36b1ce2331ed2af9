import { expect, test } from "vitest";
import { escapeControls } from "./escape-controls.js";

test("escapeControls() spells out what would move the cursor, colour the text or forge a line", () => {
  expect(escapeControls("a\u001b[31m\u009b2J\r\n\u202eb")).toBe("a\\x1b[31m\\x9b2J\\r\\n\\u202eb");
});

test("escapeControls() leaves letters of every script alone", () => {
  expect(escapeControls("Färn 🌿 羊歯")).toBe("Färn 🌿 羊歯");
});
