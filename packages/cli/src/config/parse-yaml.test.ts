import { expect, test } from "vitest";
import { parseYaml } from "./parse-yaml.js";

test("plain data comes out", () => {
  expect(parseYaml("adapter: csv\nrequire: [id, title]\nlimit: 10\n")).toEqual({ adapter: "csv", require: ["id", "title"], limit: 10 });
});

test.each([
  ["a custom tag", "rule: !!js/function 'x'"],
  ["a duplicate key", "a: 1\na: 2"],
  ["a second document", "a: 1\n---\nb: 2"],
  ["a syntax error", "a: [1"],
  ["an alias bomb", `a: &a [x]\nb: [${"*a, ".repeat(200)}*a]`],
  ["deep nesting", `a: ${"[".repeat(10_000)}`],
])("H1 %s is refused", (_what, text) => {
  expect(() => parseYaml(text)).toThrow(Error);
});

test("an error names its line", () => {
  expect(() => parseYaml("ok: 1\nbad: [1\n")).toThrow(/line \d/);
});

test("__proto__ does not reach any prototype", () => {
  parseYaml("__proto__: { polluted: true }");
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});
