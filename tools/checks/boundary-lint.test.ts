import { Linter } from "eslint";
import { expect, test } from "vitest";
import { boundaryLint } from "./boundary-lint.ts";

/** The patterns for JavaScript, because ESLint alone cannot read TypeScript. */
const config: Linter.Config[] = boundaryLint().map(({ files = [], ignores = [], ...rest }) => ({ ...rest, files: files.map(inJavaScript), ignores: ignores.map(inJavaScript) }));

function inJavaScript(pattern: unknown): string {
  return String(pattern).replace(/\.ts$/, ".js");
}

function messagesFor(filename: string, specifier: string): string[] {
  return new Linter().verify(`import "${specifier}";`, config, inJavaScript(filename)).map(({ message }) => message);
}

test.each([
  ["packages/core-events/src/a.ts", "@sluice/pipeline"],
  ["packages/core-events/src/testing/a.ts", "@sluice/pipeline"],
  ["packages/core-events/src/a.ts", "undici"],
  ["packages/core-events/src/a.ts", "zod-extra"],
  ["packages/sinks/src/deep/a.ts", "@sluice/adapters/jsonl"],
  ["packages/codemod/src/a.ts", "@sluice/core-events"],
  ["packages/cli/src/a.ts", "@sluice-tools/bench"],
])("in %s the import of %s is an error", (filename, specifier) => {
  expect(messagesFor(filename, specifier)).toEqual([expect.stringContaining(`'${specifier}' import is restricted`)]);
});

test.each([
  ["packages/core-events/src/a.ts", "zod/v4"],
  ["packages/core-events/src/a.ts", "node:assert/strict"],
  ["packages/core-events/src/a.ts", "./b.js"],
  ["packages/pipeline/src/a.ts", "@sluice/resilience"],
  ["packages/sinks/src/a.ts", "@sluice/core-events/testing"],
  ["packages/eslint-plugin/src/a.ts", "@sluice/core-events/deprecations"],
  ["packages/adapters/src/a.ts", "undici"],
  ["packages/core-events/src/a.test.ts", "vitest"],
  ["packages/sinks/src/testing/a.ts", "@sluice/pipeline"],
])("in %s the import of %s is none", (filename, specifier) => {
  expect(messagesFor(filename, specifier)).toEqual([]);
});
