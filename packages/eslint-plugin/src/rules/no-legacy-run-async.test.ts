import type { RunTests } from "@typescript-eslint/rule-tester";
import { afterAll } from "vitest";
import { makeProject } from "../testing/make-project.js";
import { testRule } from "../testing/test-rule.js";
import type { LegacyMessage } from "./legacy-messages.js";
import type { LegacyOptions } from "./legacy-options.js";
import { noLegacyRunAsync } from "./no-legacy-run-async.js";

type Tests = RunTests<LegacyMessage, [LegacyOptions]>;

const HEAD = `import { IngestionPipeline } from "@sluice/pipeline";\ndeclare const p: IngestionPipeline;\n`;

const OVERRIDE = `${HEAD}class Q extends IngestionPipeline { override async runAsync(name: string) { return super.runAsync(name); } }\nexport const f = async (q: Q) => await q.runAsync("a");`;

/** Cases hold the same with types and without: nothing here is ours. */
const foreign: Tests["valid"] = [
  { name: "runAsync of another library is left alone", code: `import { p } from "rxjs-runner";\nfor (const d of await p.runAsync("a")) use(d);` },
  { name: "runAsyncLegacy of a class of one's own is left alone", code: `class P { async runAsyncLegacy(): Promise<string[]> { return []; } }\nfor (const d of await new P().runAsyncLegacy()) use(d);` },
  {
    name: "a class of one's own is left alone beside an import of the package",
    code: `import { IngestionPipeline } from "@sluice/pipeline";\nclass P { async runAsync(): Promise<string[]> { return []; } }\nexport const docs = [...(await new P().runAsync())];\nexport const Real = IngestionPipeline;`,
  },
  {
    name: "a name that hides the import is left alone",
    code: `import { IngestionPipeline } from "@sluice/pipeline";\nexport async function f(make: (type: unknown) => unknown) {\n  make(IngestionPipeline);\n  class Inner { async runAsync() { return ["x"]; } }\n  { const IngestionPipeline = Inner; return (await new IngestionPipeline().runAsync()).length; }\n}`,
  },
  { name: "a class of the same name from elsewhere is left alone", code: `import { IngestionPipeline } from "./own.js";\nexport const n = (await new IngestionPipeline({ adapters: [] }).runAsync("a")).length;` },
  { name: "the name in a string or a comment is left alone", code: `import "@sluice/pipeline";\n// p.runAsyncLegacy()\nexport const text = "p.runAsyncLegacy()";` },
];

const reportsLoop = {
  code: `${HEAD}for (const d of await p.runAsyncLegacy("a", { concurrency: 2 })) {\n  console.log(d.docId);\n}`,
  streamed: `${HEAD}for await (const d of p.iterResults("a", { concurrency: 2, onFailure: "throw" })) {\n  console.log(d.docId);\n}`,
  collected: `${HEAD}for (const d of await Array.fromAsync(p.iterResults("a", { concurrency: 2, onFailure: "throw" }))) {\n  console.log(d.docId);\n}`,
  events: `${HEAD}for await (const event of p.streamEvents("a", { concurrency: 2 })) {\n  if (event.type === "DocumentFailed") throw new Error(event.error);\n  if (event.type !== "DocumentCompleted") continue;\n  const d = event.document;\n  console.log(d.docId);\n}`,
};

testRule("no-legacy-run-async without types", noLegacyRunAsync, null, {
  valid: [
    ...foreign,
    { name: "nothing is reported without the fallback", code: `${HEAD}await p.runAsyncLegacy("a");`, options: [{ syntacticFallback: false }] },
    { name: "runAsync whose result is not used as a list is not reported", code: `${HEAD}save(await p.runAsync("a"));` },
    { name: "runAsync of 1.x is not reported", code: `${HEAD}const { documents } = await p.runAsync("a");\nsave(documents);` },
    { name: "runAsync is not reported where the contract is said to be that of 1.x", code: `${HEAD}export const n = (await p.runAsync("a")).length;`, options: [{ from: "1.x" }] },
    { name: "a parameter without a type is not taken for a pipeline", code: `import "@sluice/pipeline";\nexport const f = async (p) => (await p.runAsyncLegacy("a")).length;` },
    { name: "a variable that may hold something else is not taken for a pipeline", code: `import { IngestionPipeline } from "@sluice/pipeline";\nlet p = new IngestionPipeline({});\np = other();\nawait p.runAsyncLegacy("a");` },
  ],
  invalid: [
    {
      name: "a loop is reported with its stream, its list and its events",
      code: reportsLoop.code,
      errors: [
        {
          messageId: "legacyMethodUntyped",
          line: 3,
          column: 25,
          endColumn: 39,
          suggestions: [
            { messageId: "streamLoop", output: reportsLoop.streamed },
            { messageId: "streamList", output: reportsLoop.collected },
            { messageId: "streamEvents", output: reportsLoop.events },
          ],
        },
      ],
    },
    {
      name: "runAsync used as a list is reported",
      code: `${HEAD}export const n = (await p.runAsync("a")).length;`,
      errors: [
        {
          messageId: "legacyContractUntyped",
          suggestions: [
            { messageId: "streamList", output: `${HEAD}export const n = (await Array.fromAsync(p.iterResults("a", { onFailure: "throw" }))).length;` },
            { messageId: "keepLegacy", output: `${HEAD}export const n = (await p.runAsyncLegacy("a")).length;` },
          ],
        },
      ],
    },
    {
      name: "any runAsync is reported where the contract is said to be that of 0.x",
      code: `${HEAD}save(await p.runAsync("a"));`,
      options: [{ from: "0.x" }],
      errors: [
        {
          messageId: "legacyContractUntyped",
          suggestions: [
            { messageId: "streamList", output: `${HEAD}save(await Array.fromAsync(p.iterResults("a", { onFailure: "throw" })));` },
            { messageId: "keepLegacy", output: `${HEAD}save(await p.runAsyncLegacy("a"));` },
          ],
        },
      ],
    },
  ],
});

const projects = { "0.x": makeProject("0.x", { "file.ts": "" }), "1.x": makeProject("1.x", { "file.ts": "" }) };
afterAll(() => Object.values(projects).forEach((project) => project[Symbol.dispose]()));

testRule("no-legacy-run-async with the types of 0.x", noLegacyRunAsync, projects["0.x"].root, {
  valid: [
    ...foreign,
    { name: "a union with another type is left alone", code: `${HEAD}interface Own { runAsync(name: string): Promise<string[]> }\nexport const f = async (q: IngestionPipeline | Own) => await q.runAsync("a");` },
    { name: "code that is already written for 1.x is left alone", code: `${HEAD}export const n = (await p.runAsync("a")).documents.length;` },
  ],
  invalid: [
    {
      name: "runAsync is reported whatever becomes of its list",
      code: `${HEAD}export const job = p.runAsync("a");`,
      errors: [{ messageId: "legacyContract", suggestions: [{ messageId: "streamList", output: `${HEAD}export const job = (async () => Array.fromAsync(p.iterResults("a", { onFailure: "throw" })))();` }] }],
    },
    {
      name: "a loop without outside effects is not fixed unseen, since 0.x has no iterResults",
      code: `${HEAD}let n = 0;\nfor (const _ of await p.runAsync("a")) n += 1;`,
      output: null,
      errors: [
        {
          messageId: "legacyContract",
          suggestions: [
            { messageId: "streamLoop", output: `${HEAD}let n = 0;\nfor await (const _ of p.iterResults("a", { onFailure: "throw" })) n += 1;` },
            { messageId: "streamList", output: `${HEAD}let n = 0;\nfor (const _ of await Array.fromAsync(p.iterResults("a", { onFailure: "throw" }))) n += 1;` },
          ],
        },
      ],
    },
    { name: "the method is reported where it is taken out of the pipeline", code: `${HEAD}export const { runAsync } = p;`, errors: [{ messageId: "legacyContract" }] },
    { name: "a part of the class is reported without suggestion", code: `${HEAD}export const f = async (q: Pick<IngestionPipeline, "runAsync">) => await q.runAsync("a");`, errors: [{ messageId: "legacyContract" }] },
    { name: "a union of subclasses is reported without suggestion", code: `${HEAD}class A extends IngestionPipeline { a = 1; }\nclass B extends IngestionPipeline { b = 1; }\nexport const f = async (q: A | B) => await q.runAsync("a");`, errors: [{ messageId: "legacyContract" }] },
    { name: "an optional call is reported without suggestion", code: `${HEAD}export const f = async (q?: IngestionPipeline) => await q?.runAsync("a");`, errors: [{ messageId: "legacyContract" }] },
    { name: "a call of an override is reported without suggestion", code: OVERRIDE, errors: [{ messageId: "legacyContract", suggestions: [{ messageId: "streamList", output: OVERRIDE.replace("super.runAsync(name)", 'Array.fromAsync(super.iterResults(name, { onFailure: "throw" }))') }] }, { messageId: "legacyContract" }] },
  ],
});

testRule("no-legacy-run-async with the types of 1.x", noLegacyRunAsync, projects["1.x"].root, {
  valid: [
    ...foreign,
    { name: "runAsync is left alone where its result is taken as it is", code: `${HEAD}save(await p.runAsync("a"));` },
    { name: "runAsync is left alone where it is written for 1.x", code: `${HEAD}const { documents, stats } = await p.runAsync("a");\nsave(documents, stats);` },
  ],
  invalid: [
    {
      name: "a loop that only touches its own function's variables is fixed",
      code: `${HEAD}export async function titles(): Promise<string[]> {\n  const found: string[] = [];\n  for (const d of await p.runAsyncLegacy("a")) if (d.title !== null) found.push(d.title);\n  return found;\n}`,
      output: `${HEAD}export async function titles(): Promise<string[]> {\n  const found: string[] = [];\n  for await (const d of p.iterResults("a", { onFailure: "throw" })) if (d.title !== null) found.push(d.title);\n  return found;\n}`,
      errors: [
        {
          messageId: "legacyMethod",
          suggestions: [
            {
              messageId: "streamLoop",
              output: `${HEAD}export async function titles(): Promise<string[]> {\n  const found: string[] = [];\n  for await (const d of p.iterResults("a", { onFailure: "throw" })) if (d.title !== null) found.push(d.title);\n  return found;\n}`,
            },
          ],
        },
      ],
    },
    {
      name: "a loop that others can watch is not fixed unseen",
      code: reportsLoop.code,
      output: null,
      errors: [
        {
          messageId: "legacyMethod",
          suggestions: [
            { messageId: "streamLoop", output: reportsLoop.streamed },
            { messageId: "streamList", output: reportsLoop.collected },
            { messageId: "streamEvents", output: reportsLoop.events },
          ],
        },
      ],
    },
    {
      name: "runAsync in a place that asks for a list is reported",
      code: `${HEAD}declare function save(list: readonly object[]): void;\nsave(await p.runAsync("a"));`,
      errors: [
        {
          messageId: "legacyContract",
          suggestions: [
            { messageId: "streamList", output: `${HEAD}declare function save(list: readonly object[]): void;\nsave(await Array.fromAsync(p.iterResults("a", { onFailure: "throw" })));` },
            { messageId: "keepLegacy", output: `${HEAD}declare function save(list: readonly object[]): void;\nsave(await p.runAsyncLegacy("a"));` },
          ],
        },
      ],
    },
    { name: "a part of the class is reported without suggestion", code: `${HEAD}const q: Pick<IngestionPipeline, "runAsyncLegacy"> = p;\nawait q.runAsyncLegacy("a");`, errors: [{ messageId: "legacyMethod" }] },
  ],
});
