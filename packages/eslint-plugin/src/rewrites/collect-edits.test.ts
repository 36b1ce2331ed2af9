import { afterAll, expect, test } from "vitest";
import { lintText } from "../testing/lint-text.js";
import { makeProject } from "../testing/make-project.js";

const compilerOptions = { target: "es2023", module: "nodenext", lib: ["es2023"], strict: true, skipLibCheck: true, types: [] };
const project = makeProject("1.x", { "file.ts": "", "tsconfig.json": JSON.stringify({ compilerOptions, include: ["file.ts"] }) });
afterAll(() => project[Symbol.dispose]());

const HEAD = `import { IngestionPipeline } from "@sluice/pipeline";\n`;

function suggestions(body: string): Readonly<Record<string, string>> {
  const head = `${HEAD}export async function f(p: IngestionPipeline) {\n`;
  const [report] = lintText(`${head}${body}\n}\n`, { rule: "no-legacy-run-async", root: project.root, filename: "file.ts" });
  return Object.fromEntries(Object.entries(report?.suggestions ?? {}).map(([id, text]) => [id, text.slice(head.length, -3)]));
}

test("a list is collected in a loop where the project's lib has no Array.fromAsync", () => {
  expect(suggestions(`  const docs = await p.runAsyncLegacy("a"); // all\n  return docs.length;`)).toEqual({
    streamCollect: `  const docs = [];\n  for await (const document of p.iterResults("a", { onFailure: "throw" })) docs.push(document); // all\n  return docs.length;`,
  });
});

test("the item of the loop gets a name that the statement does not use", () => {
  expect(suggestions(`  const docs = await p.runAsyncLegacy(document)\n  return docs`)["streamCollect"]).toBe(
    `  const docs = []\n  for await (const document2 of p.iterResults(document, { onFailure: "throw" })) docs.push(document2)\n  return docs`,
  );
});

test.for([
  ["in an expression", `  return (await p.runAsyncLegacy("a")).length;`],
  ["that a closure sees", `  const docs = await p.runAsyncLegacy("a");\n  return () => docs.length;`],
  ["in a loop's head", `  for (const docs = await p.runAsyncLegacy("a"); ; ) return docs;`],
] as const)("a list %s gets no suggestion there", ([, body]) => {
  expect(suggestions(body)).toEqual({});
});
