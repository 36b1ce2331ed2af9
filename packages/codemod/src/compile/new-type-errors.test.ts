import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceTree } from "../testing/source-tree.js";
import { newTypeErrors } from "./new-type-errors.js";

const config = JSON.stringify({ compilerOptions: { strict: true, lib: ["es2023"], types: [], module: "nodenext" } });

test("newTypeErrors() reports what the result adds, not what was wrong before", async () => {
  const root = await sourceTree({ "tsconfig.json": config, "a.ts": "" });
  const path = join(root, "a.ts");
  const faults = newTypeErrors([{ path, before: "let a: number = 'x';", after: "\nlet a: number = 'x';\nlet b: string = 1;" }], root);
  expect(faults).toEqual([expect.objectContaining({ path, line: 3, column: 5, code: 2322 })]);
});

test("newTypeErrors() reports a fault that the result has once more than the original", async () => {
  const root = await sourceTree({ "tsconfig.json": config });
  const fault = "missing();\n";
  expect(newTypeErrors([{ path: join(root, "a.ts"), before: fault, after: fault + fault }], root)).toHaveLength(1);
});

test("newTypeErrors() sees changed files through each other's imports, and ambient declarations of the project", async () => {
  const root = await sourceTree({ "tsconfig.json": config, "globals.d.ts": "declare const known: number;" });
  const files = [
    { path: join(root, "a.ts"), before: "export const a = 1;", after: "export const a = 'one';" },
    { path: join(root, "b.ts"), before: "import { a } from './a.js';\nconst b: number = a + known;", after: "import { a } from './a.js';\n\nconst b: number = a + known;" },
  ];
  expect(newTypeErrors(files, root)).toMatchObject([{ path: join(root, "b.ts"), code: 2322 }]);
});

test("newTypeErrors() goes by the nearest configuration of each file", async () => {
  const loose = JSON.stringify({ compilerOptions: { strict: false, lib: ["es2023"], types: [] } });
  const root = await sourceTree({ "tsconfig.json": config, "loose/tsconfig.json": loose });
  const after = "export function f(x) { return x; }";
  const files = [join(root, "a.ts"), join(root, "loose/a.ts")].map((path) => ({ path, before: "", after }));
  expect(newTypeErrors(files, root)).toMatchObject([{ path: join(root, "a.ts"), code: 7006 }]);
});

test("newTypeErrors() knows the declarations of the language that the configuration names", async () => {
  const root = await sourceTree({ "tsconfig.json": config, "es5/tsconfig.json": JSON.stringify({ compilerOptions: { lib: ["es5"], types: [] } }) });
  const after = "export const ids: Promise<Set<string>> = Promise.resolve(new Set(['a']));";
  const files = [join(root, "a.ts"), join(root, "es5/a.ts")].map((path) => ({ path, before: "export {};", after }));
  expect(new Set(newTypeErrors(files, root).map(({ path }) => path))).toEqual(new Set([join(root, "es5/a.ts")]));
});
