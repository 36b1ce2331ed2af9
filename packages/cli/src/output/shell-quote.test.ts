import { expect, test } from "vitest";
import { shellQuote } from "./shell-quote.js";

test.each([["out/a.jsonl.sluice", "out/a.jsonl.sluice"], ["my run", "'my run'"], ["it's", String.raw`'it'\''s'`], ["$HOME", "'$HOME'"], ["", "''"]])("%j is quoted as %s", (word, quoted) => {
  expect(shellQuote(word)).toBe(quoted);
});
