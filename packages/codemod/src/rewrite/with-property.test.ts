import type { ts } from "ts-morph";
import { beforeAll, expect, test } from "vitest";
import { loadCompiler, tsc } from "../analysis/compiler.js";
import { applyEdits } from "../files/apply-edits.js";
import { textStyle } from "./text-style.js";
import { withProperty } from "./with-property.js";

beforeAll(loadCompiler);

test.each([
  [`f("a")`, `f("a", { x: 1 })`],
  [`f("a",)`, `f("a", { x: 1 },)`],
  [`f("a", undefined)`, `f("a", { x: 1 })`],
  [`f("a", {})`, `f("a", { x: 1 })`],
  [`f("a", { /* none */ })`, `f("a", { x: 1, /* none */ })`],
  [`f("a", { y: 2 })`, `f("a", { y: 2, x: 1 })`],
  [`f("a", { y: 2, })`, `f("a", { y: 2, x: 1, })`],
  [`f("a", { ...y })`, `f("a", { ...y, x: 1 })`],
  [`f("a", y)`, `f("a", { ...y, x: 1 })`],
  [`f("a", y ? z : {})`, `f("a", { ...y ? z : {}, x: 1 })`],
  [`f("a", { y: 2 } satisfies T)`, `f("a", { ...{ y: 2 } satisfies T, x: 1 })`],
  [`f("a", ({ y: 2 }))`, `f("a", ({ y: 2, x: 1 }))`],
  [`f("a", {\n  y: 2, // two\n})`, `f("a", {\n  y: 2, // two\n  x: 1,\n})`],
  [`f("a", {\n  y: 2 // two\n})`, `f("a", {\n  y: 2, // two\n  x: 1\n})`],
  [`f("a", {\r\n\ty: 2,\r\n})`, `f("a", {\r\n\ty: 2,\r\n\tx: 1,\r\n})`],
])("%j becomes %j", (before, after) => {
  const file = tsc.createSourceFile("a.ts", before, tsc.ScriptTarget.ESNext, true);
  const call = (file.statements[0] as ts.ExpressionStatement).expression as ts.CallExpression; // what each line is
  expect(applyEdits(before, withProperty(call, { text: "x: 1", style: textStyle(file) }))).toBe(after);
});
