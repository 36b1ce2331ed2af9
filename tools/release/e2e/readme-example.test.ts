import { compileFunction } from "node:vm";
import { expect, test } from "vitest";
import { asCommonJs, asEsm, readmeExample } from "./readme-example.ts";

const readme = "# x\n\n```sh\nnpm install x y # both\n```\n\n```ts\nimport { a } from \"x\";\nimport type { T } from \"y\";\nawait a(1 as T);\n```\n\n```ts\nsecond();\n```\n";

test("the install line and the first example are taken", () => {
  const { install, source } = readmeExample(readme);
  expect(install).toEqual(["x", "y"]);
  expect(source).toBe('import { a } from "x";\nimport type { T } from "y";\nawait a(1 as T);\n');
});

test("the example becomes ESM and CommonJS that parse", () => {
  const { source } = readmeExample(readme);
  expect(asEsm(source)).toBe('import { a } from "x";\nawait a(1);\n');
  const common = asCommonJs(source);
  expect(common).toContain('require("x")');
  expect(() => compileFunction(common, ["require", "exports"])).not.toThrow();
});

test.each(["# x\n", "```sh\nnpm install x\n```\n"])("a README without what is needed is refused: %j", (text) => {
  expect(() => readmeExample(text)).toThrow("Cannot try the README");
});
