import { existsSync, readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import type { Manifest } from "../checks/workspace-package.ts";
import { readmeExample } from "../release/e2e/readme-example.ts";
import { markdownFences } from "./markdown-fences.ts";

const packages = new URL("../../packages/", import.meta.url);
const names = readdirSync(packages).filter((name) => existsSync(new URL(`${name}/package.json`, packages)));
const textOf = (path: string) => readFileSync(new URL(path, packages), "utf8");

test.each(names)("the README of %s installs what its first example imports, and peers", (name) => {
  const { install, source } = readmeExample(textOf(`${name}/README.md`));
  const { peerDependencies = {} } = JSON.parse(textOf(`${name}/package.json`)) as Manifest;
  const installed = install.map((one) => one.replace(/(?<=.)@.*/, ""));
  const imported = importedPackages(source);
  expect(installed).toContain(`@sluice/${name}`);
  expect(installed).toEqual(expect.arrayContaining(imported));
  expect(installed.filter((one) => !imported.includes(one) && peerDependencies[one] === undefined)).toEqual([]);
});

test.each(names)("the first example of %s runs as it stands", (name) => {
  const first = markdownFences(textOf(`${name}/README.md`)).find(({ language }) => language === "ts");
  expect(first).toMatchObject({ prelude: "", notRun: "" });
});

/** By the names one installs; modules of Node are none. */
function importedPackages(source: string): string[] {
  const { statements } = ts.createSourceFile("example.ts", source, ts.ScriptTarget.ES2023);
  const specifiers = statements.filter(ts.isImportDeclaration).map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text); // the grammar allows nothing else
  const outside = specifiers.filter((one) => !one.startsWith("node:"));
  return [...new Set(outside.map((one) => one.split("/").slice(0, one.startsWith("@") ? 2 : 1).join("/")))];
}
