import { expect, test } from "vitest";
import { shellCommands } from "./shell-commands.ts";

test("quotes hold words together, and a comment ends the line", () => {
  expect(shellCommands(`sluice ingest x --param query.cond="cystic fibrosis" --state-dir 'a b' # run it`)).toEqual([
    { line: 0, words: ["sluice", "ingest", "x", "--param", "query.cond=cystic fibrosis", "--state-dir", "a b"] },
  ]);
});

test("a continued line is one command, and what joins commands parts them", () => {
  const commands = shellCommands("npm ci && npm test\nsluice ingest \\\n  csv | head -1\n");
  expect(commands.map(({ line, words }) => [line, words.join(" ")])).toEqual([[0, "npm ci"], [0, "npm test"], [1, "sluice ingest csv"], [1, "head -1"]]);
});

test("with prompts, lines without one are output", () => {
  expect(shellCommands("$ sluice doctor\nsluice is fine\n").map(({ words }) => words.join(" "))).toEqual(["sluice doctor"]);
});
