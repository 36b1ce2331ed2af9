import { expect, test } from "vitest";
import { linesOf } from "./lines-of.js";

const YAML = "adapter: csv\nsink:\n  - jsonl:a\n  - s3:b\nearlyValidation:\n  after:\n    0\n";
const JSON_TEXT = '{\n  "sink": [\n    "jsonl:a",\n    "s3:b"],\n  "earlyValidation": { "after": 0 }\n}';

test.each([
  [YAML, ["sink", 1], 4],
  [YAML, ["earlyValidation", "after"], 6],
  [YAML, ["earlyValidation", "minRate"], 5],
  [YAML, [], 1],
  [JSON_TEXT, ["sink", 1], 4],
  [JSON_TEXT, ["earlyValidation", "after"], 5],
  [JSON_TEXT, ["nope"], 1],
  ["", ["nope"], null],
])("in %j the value at %j is on line %j", (text, path, line) => {
  expect(linesOf(text)(path)).toBe(line);
});
