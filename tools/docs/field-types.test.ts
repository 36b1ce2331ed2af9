import { expect, test } from "vitest";
import { fieldType } from "./field-types.ts";

test("fieldType() writes ranges, but not those of all safe integers", () => {
  expect(fieldType({ type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER })).toBe("integer >= 1");
  expect(fieldType({ type: "number", minimum: 0, maximum: 1 })).toBe("number from 0 to 1");
  expect(fieldType({ type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })).toBe("integer");
});

test("fieldType() writes literals and alternatives", () => {
  expect(fieldType({ const: "RunStarted" })).toBe('"RunStarted"');
  expect(fieldType({ anyOf: [{ enum: ["a", "b"] }, { type: "null" }] })).toBe('"a" | "b" | null');
  expect(fieldType({ type: ["string", "null"] })).toBe("string | null");
});

test("fieldType() writes objects with their optional fields, and arrays of alternatives in brackets", () => {
  expect(fieldType({ type: "object", properties: { a: { type: "string" }, b: { type: "number" } }, required: ["a"] })).toBe("{ a: string, b?: number }");
  expect(fieldType({ type: "array", items: { anyOf: [{ type: "string" }, { type: "null" }] } })).toBe("(string | null)[]");
});
