import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { sourceTree } from "../testing/source-tree.js";
import { loadCompiler } from "./compiler.js";
import { languageSupport } from "./language-support.js";
import { OwningConfigs } from "./owning-configs.js";

beforeAll(loadCompiler);

async function supportOf(compilerOptions: object | undefined, name = "a.ts", files: Readonly<Record<string, string>> = {}) {
  const root = await sourceTree({ [name]: "", ...(compilerOptions === undefined ? {} : { "tsconfig.json": JSON.stringify({ compilerOptions }) }), ...files });
  const path = join(root, name);
  return languageSupport(path, new OwningConfigs(root, [path]));
}

test.each([
  [{ lib: ["esnext"] }, true],
  [{ lib: ["es2022", "esnext.array"] }, true],
  [{ target: "esnext" }, true],
  [{ lib: ["es2024"] }, false],
  [{ target: "es2022" }, false],
])("%j has Array.fromAsync: %s", async (options, has) => {
  expect((await supportOf(options)).fromAsync).toBe(has);
});

test("async iteration needs es2018", async () => {
  expect((await supportOf({ lib: ["es2017"] })).asyncIteration).toBe(false);
  expect((await supportOf({ target: "es2018" })).asyncIteration).toBe(true);
});

test("an empty list has a type unless strictness is mixed", async () => {
  expect((await supportOf({ strict: true })).evolvingArrays).toBe(true);
  expect((await supportOf({ strict: false })).evolvingArrays).toBe(true);
  expect((await supportOf({ strict: false, strictNullChecks: true })).evolvingArrays).toBe(false);
});

test("JavaScript that nobody checks, and files without a configuration, have everything", async () => {
  const everything = { fromAsync: true, asyncIteration: true, evolvingArrays: true, strictNulls: false };
  expect(await supportOf({ lib: ["es2017"], allowJs: true }, "a.js")).toEqual(everything);
  expect(await supportOf(undefined)).toEqual(everything);
  expect((await supportOf({ lib: ["es2017"], allowJs: true, checkJs: true }, "a.js")).fromAsync).toBe(false);
});

test("a compiler from before Array.fromAsync does not have it, whatever the configuration says", async () => {
  const files = { "node_modules/typescript/lib/lib.esnext.d.ts": "" };
  expect((await supportOf({ lib: ["esnext"] }, "a.ts", files)).fromAsync).toBe(false);
});
