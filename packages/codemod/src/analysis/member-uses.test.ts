import { beforeAll, expect, test } from "vitest";
import { loadCompiler, tsc } from "./compiler.js";
import { memberUses } from "./member-uses.js";

beforeAll(loadCompiler);

test.each([
  [`x.go();`, "access"],
  [`x?.go();`, "access"],
  [`x["go"]();`, "element"],
  ["x[`go`]();", "element"],
  [`x[key]();`, "dynamic"],
  [`const { go } = x;`, "binding"],
  [`const { go: other } = x;`, "binding"],
  [`const { "go": other } = x;`, "binding"],
  [`({ go } = x);`, "binding"],
  [`class A { go() {} }`, "declaration"],
  [`class A { go = 1 }`, "declaration"],
  [`interface A { go(): void }`, "declaration"],
  [`f({ go() {} });`, "property"],
  [`f({ go });`, "property"],
  [`spy(x, "go");`, "argument"],
  [`spy(x, "go" as any);`, "argument"],
  [`type T = X["go"];`, "type"],
])("%s is a use: %s", (text, form) => {
  const file = tsc.createSourceFile("a.ts", text, tsc.ScriptTarget.ESNext, true);
  expect(memberUses(file, new Set(["go"])).map((use) => use.form)).toEqual([form]);
});

test.each([`go();`, `const go = 1;`, `f("go");`, `// x.go()`, `const s = "x.go()";`, `x[0];`, `import { go } from "x";`, `go: for (;;) break go;`])("%s is none", (text) => {
  const file = tsc.createSourceFile("a.ts", text, tsc.ScriptTarget.ESNext, true);
  expect(memberUses(file, new Set(["go"]))).toEqual([]);
});
