import { expect, test } from "vitest";
import { fillTemplate } from "./fill-template.ts";

test("every placeholder is replaced, and nothing else", () => {
  expect(fillTemplate("{{name}} { {name} } ${name} {{name}}", { name: "$& a" })).toBe("$& a { {name} } ${name} $& a");
});

test("a name without a value is a mistake", () => {
  expect(() => fillTemplate("{{other}}", { name: "a" })).toThrow(RangeError);
  expect(() => fillTemplate("{{constructor}}", {})).toThrow(RangeError);
});
