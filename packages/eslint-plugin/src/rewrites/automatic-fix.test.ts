import { afterAll, expect, test } from "vitest";
import { lintText } from "../testing/lint-text.js";
import { makeProject } from "../testing/make-project.js";

const project = makeProject("1.x", { "file.ts": "" });
afterAll(() => project[Symbol.dispose]());

/** Whether the loop inside a function is fixed without being asked for. */
function isFixed(body: string): boolean {
  const head = `import { IngestionPipeline } from "@sluice/pipeline";\nimport { limits } from "./limits.js";\ndeclare function call(...x: unknown[]): number;\nlet outer = 0;\nconst fixedOutside = 3;\n`;
  const code = `${head}export async function f(p: IngestionPipeline, options: { limit: number }, given: unknown[]) {\n${body.replace("LOOP", 'for (const d of await p.runAsyncLegacy("a"))')}\n}\n`;
  const [report] = lintText(code, { rule: "no-legacy-run-async", root: project.root, filename: "file.ts" });
  expect(report?.suggestions).toHaveProperty("streamLoop");
  if (typeof report?.fixed !== "string") return false;
  expect(report.fixed).toBe(report.suggestions["streamLoop"]);
  return true;
}

test.for([
  ["a list", `const found: string[] = [];\nLOOP found.push(d.docId);\nreturn found;`],
  ["a map by id", `const found = new Map<string, string | null>();\nLOOP { if (found.size < fixedOutside) found.set(d.docId, d.title); }\nreturn found;`],
  ["a sum", `let sum = 0;\nLOOP { const size = Number(d.metadata["size"]); sum += Math.max(size, 0); }\nreturn sum;`],
  ["nothing", `LOOP {}`],
] as const)("a loop that fills %s of its own is fixed", ([, body]) => {
  expect(isFixed(body)).toBe(true);
});

test.for([
  ["calls something", `LOOP call(d);`],
  ["awaits something", `LOOP await d;`],
  ["logs", `LOOP console.log(d);`],
  ["writes a variable of the module", `LOOP outer += 1;`],
  ["writes to an object from outside", `LOOP options.limit += 1;`],
  ["fills a list from outside", `LOOP given.push(d);`],
  ["fills a list that was handed on", `const found: unknown[] = [];\ncall(found);\nLOOP found.push(d);`],
  ["fills a list that a closure sees", `const found: unknown[] = [];\nconst see = () => found;\nLOOP found.push(d);\nreturn see;`],
  ["fills a list that finally reads", `const found: unknown[] = [];\ntry { LOOP found.push(d); } finally { call(found.length); }`],
  ["reads what others may change", `let n = 0;\nLOOP if (options.limit > 0) n += 1;\nreturn n;`],
  ["reads a variable that others write", `let n = 0;\nLOOP if (outer > 0) n += 1;\nouter = n;`],
  ["reads what a module may change", `let n = 0;\nLOOP if (limits.most > n) n += 1;\nreturn n;`],
  ["runs a tagged template", `LOOP call\`\${d}\`;`],
  ["deletes a member", `LOOP delete (d as { title?: unknown }).title;`],
] as const)("a loop that %s is left to the reader", ([, body]) => {
  expect(isFixed(body)).toBe(false);
});
