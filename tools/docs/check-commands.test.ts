import { expect, test } from "vitest";
import { problemOf } from "./check-commands.ts";
import { commandPrograms } from "./command-programs.ts";

const scripts = new Set(["demo", "test"]);
const problem = async (line: string) => problemOf(line.split(" "), await commandPrograms(), scripts);

test.each([
  "sluice ingest jsonl records.jsonl --sink jsonl:out.jsonl --limit 5",
  "npx sluice status --state-dir out.sluice --json",
  "sluice --help",
  "npx @sluice/codemod --write packages/api",
  "sluice codemod --loops stream",
  "sluice adoption scan --min 80",
  "npm run demo",
  "npm test",
  "npm install anything",
  "curl --sink x",
])("%s is right, or not ours", async (line) => {
  expect(await problem(line)).toBeNull();
});

test.each([
  ["sluice ingset x", "sluice has no command ingset"],
  ["sluice ingest x --sinks jsonl:a", "ingest has no option --sinks"],
  ["sluice ingest x --output loud", "Allowed choices are"],
  ["sluice adoption scan --all", "scan has no option --all"],
  ["npm run dmeo", "there is no script dmeo"],
])("%s is wrong", async (line, message) => {
  expect(await problem(line)).toContain(message);
});
