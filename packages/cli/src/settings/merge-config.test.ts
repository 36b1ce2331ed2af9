import { expect, test } from "vitest";
import { mergeConfig } from "./merge-config.js";

test("options of the command line override the file, parameters by name", () => {
  const file = { config: { adapter: "csv", limit: 5, parameters: { idField: "a", quote: "'" } }, directory: "/etc/run", file: "/etc/run/sluice.config.json" };
  expect(mergeConfig(file, { limit: 7, parameters: { idField: "b" } }, "/home")).toEqual({ adapter: "csv", limit: 7, parameters: { idField: "b", quote: "'" } });
});

test("paths are relative to where they are written", () => {
  const file = { config: { input: ["a.csv", "-", "https://h/x"], sink: "jsonl:out.jsonl", rule: "rule.ts", deadLetters: "dead.jsonl" }, directory: "/etc/run", file: null };
  expect(mergeConfig(file, { stateDir: "state", summaryFile: "s.json" }, "/home")).toMatchObject({
    input: ["/etc/run/a.csv", "-", "https://h/x"],
    sink: "jsonl:/etc/run/out.jsonl",
    rule: "/etc/run/rule.ts",
    deadLetters: "/etc/run/dead.jsonl",
    stateDir: "/home/state",
    summaryFile: "/home/s.json",
  });
});

test.each([
  [{ after: 10 }, { minRate: 0.9 }, { after: 10, minRate: 0.9 }],
  [{ after: 10 }, true, { after: 10 }],
  [{ after: 10 }, false, false],
  [false, { after: 3 }, { after: 3 }],
  [false, undefined, false],
])("early validation of %o in the file and %o on the command line is %o", (below, above, merged) => {
  const file = { config: { earlyValidation: below }, directory: "/", file: null };
  expect(mergeConfig(file, above === undefined ? {} : { earlyValidation: above }, "/").earlyValidation).toEqual(merged);
});
