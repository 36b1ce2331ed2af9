import * as z from "zod";
import { expect, test } from "vitest";
import { parseRules } from "./parse-rules.js";
import { type RuleInput, rulesSchema } from "./rule-schema.js";

test("defaults are filled in", () => {
  expect(parseRules([{ rule: "stall" }, { rule: "retry-storm" }, { rule: "run-failed" }])).toEqual([
    { rule: "stall", severity: "warning", action: "warn", afterSeconds: 300 },
    { rule: "retry-storm", severity: "warning", action: "warn", forSeconds: 0, windowSeconds: 60, moreThan: 50 },
    { rule: "run-failed", severity: "error", action: "alert" },
  ]);
});

test.each<[RuleInput[], RegExp]>([
  [[{ rule: "stall", afterSeconds: 0 }], /afterSeconds/],
  [[{ rule: "throughput", atLeast: 0 }], /atLeast/],
  [[{ rule: "success-rate", atLeast: 1.1 }], /atLeast/],
  [[{ rule: "success-rate", atLeast: 0.7, recoverAt: 0.6 }], /expected no less than atLeast/],
  [[{ rule: "retry-storm", moreThan: 5, recoverAt: 6 }], /expected no more than moreThan/],
  [[{ rule: "success-rate", windowDocuments: 10, windowSeconds: 10 }], /either documents or seconds/],
  [[{ rule: "success-rate", windowDocuments: 10, minSample: 11 }], /expected no more than windowDocuments/],
  [[{ rule: "success-rate", windowDocuments: 10_000_000 }], /windowDocuments/],
  [[{ rule: "stall" }, { rule: "stall" }], /"stall" is taken/],
  [[{ rule: "stall", severity: "awful" as "info" }], /severity/],
  [[{ rule: "stall", colour: "red" } as RuleInput], /colour/],
  [[{ rule: "nope" } as unknown as RuleInput], /expected one of success-rate, field-completeness/],
])("%j is refused, naming the field", (rules, message) => {
  expect(() => parseRules(rules)).toThrow(RangeError);
  expect(() => parseRules(rules)).toThrow(message);
});

test("two rules of a kind need names, or fields, that differ", () => {
  expect(() => parseRules([{ rule: "stall" }, { rule: "stall", name: "long", afterSeconds: 3600 }])).not.toThrow();
  expect(() => parseRules([{ rule: "field-completeness", field: "a" }, { rule: "field-completeness", field: "b" }])).not.toThrow();
});

test("the schema has a JSON Schema, for editors", () => {
  expect(JSON.stringify(z.toJSONSchema(rulesSchema, { io: "input" }))).toContain('"afterSeconds"');
});
