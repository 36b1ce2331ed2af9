import { expect, test } from "vitest";
import { lintText } from "../testing/lint-text.js";

const IMPORT = `import { IngestionPipeline } from "@sluice/pipeline";\n`;

function reported(code: string, plainJavaScript = false): number {
  const reports = lintText(code, { rule: "no-legacy-run-async", filename: plainJavaScript ? "file.js" : "file.ts", plainJavaScript });
  expect(new Set(reports.map(({ messageId }) => messageId))).toEqual(new Set(reports.length === 0 ? [] : ["legacyMethodUntyped"]));
  return reports.length;
}

test.for([
  ["new", `${IMPORT}await new IngestionPipeline({}).runAsyncLegacy("a");`],
  ["a variable made with new", `${IMPORT}const p = new IngestionPipeline({});\nawait p.runAsyncLegacy("a");`],
  ["an import under another name", `import { IngestionPipeline as P } from "@sluice/pipeline";\nawait new P({}).runAsyncLegacy("a");`],
  ["a namespace import", `import * as sluice from "@sluice/pipeline";\nawait new sluice.IngestionPipeline({}).runAsyncLegacy("a");`],
  ["a default import", `import sluice from "@sluice/pipeline";\nawait new sluice.IngestionPipeline({}).runAsyncLegacy("a");`],
  ["import = require()", `import sluice = require("@sluice/pipeline");\nvoid new sluice.IngestionPipeline({}).runAsyncLegacy("a");`],
  ["a dynamic import", `const { IngestionPipeline } = await import("@sluice/pipeline");\nawait new IngestionPipeline({}).runAsyncLegacy("a");`],
  ["an annotated variable", `${IMPORT}declare const p: IngestionPipeline;\nawait p.runAsyncLegacy("a");`],
  ["an annotated parameter", `${IMPORT}export const f = async (p: IngestionPipeline) => p.runAsyncLegacy("a");`],
  ["a parameter that may be undefined", `${IMPORT}export const f = async (p: IngestionPipeline | undefined) => p!.runAsyncLegacy("a");`],
  ["a destructured parameter", `${IMPORT}export const f = async ({ p }: { p: IngestionPipeline }) => p.runAsyncLegacy("a");`],
  ["a renamed destructured parameter", `${IMPORT}export const f = async ({ p: q = make() }: { p: IngestionPipeline }) => q.runAsyncLegacy("a");`],
  ["an import type", `declare const p: import("@sluice/pipeline").IngestionPipeline;\nawait p.runAsyncLegacy("a");`],
  ["a type of a namespace", `import type * as sluice from "@sluice/pipeline";\ndeclare const p: sluice.IngestionPipeline;\nawait p.runAsyncLegacy("a");`],
  ["a member of an interface", `${IMPORT}interface Deps { pipeline: IngestionPipeline }\nexport const f = async (deps: Deps) => deps.pipeline.runAsyncLegacy("a");`],
  ["a type alias", `${IMPORT}type P = IngestionPipeline;\ndeclare const p: P;\nawait p.runAsyncLegacy("a");`],
  ["a subclass", `${IMPORT}class Q extends IngestionPipeline {}\nawait new Q({}).runAsyncLegacy("a");`],
  ["a subclass of a subclass", `${IMPORT}class Q extends IngestionPipeline {}\nclass R extends Q {}\ndeclare const r: R;\nawait r.runAsyncLegacy("a");`],
  ["this in a subclass", `${IMPORT}class Q extends IngestionPipeline { list() { return [1].map(() => this.runAsyncLegacy("a")); } }`],
  ["super in a subclass", `${IMPORT}class Q extends IngestionPipeline { list() { return super.runAsyncLegacy("a"); } }`],
  ["a field", `${IMPORT}class App { pipeline = new IngestionPipeline({}); run() { return this.pipeline.runAsyncLegacy("a"); } }`],
  ["a private field", `${IMPORT}class App { readonly #p: IngestionPipeline; run() { return this.#p.runAsyncLegacy("a"); } }`],
  ["a parameter property", `${IMPORT}class App { constructor(private readonly p: IngestionPipeline) {} run() { return this.p.runAsyncLegacy("a"); } }`],
  ["a field that the constructor sets", `${IMPORT}class App { constructor(p: IngestionPipeline) { this.p = p; } run() { return this.p.runAsyncLegacy("a"); } }`],
  ["a getter", `${IMPORT}class App { get p(): IngestionPipeline { return make(); } run() { return this.p.runAsyncLegacy("a"); } }`],
  ["a field of another class", `${IMPORT}class App { p = new IngestionPipeline({}); }\nawait new App().p.runAsyncLegacy("a");`],
  ["a function's return type", `${IMPORT}declare function other(): void;\nfunction make(): IngestionPipeline { return build(); }\nawait make().runAsyncLegacy("a");`],
  ["an async factory", `${IMPORT}async function make(): Promise<IngestionPipeline> { return build(); }\nconst p = await make();\nawait p.runAsyncLegacy("a");`],
  ["an arrow that returns a new one", `${IMPORT}const make = () => new IngestionPipeline({});\nawait make().runAsyncLegacy("a");`],
  ["a property of an object literal", `${IMPORT}const app = { pipeline: new IngestionPipeline({}) };\nawait app.pipeline.runAsyncLegacy("a");`],
  ["a cast", `${IMPORT}declare const x: unknown;\nawait (x as IngestionPipeline).runAsyncLegacy("a");`],
  ["satisfies", `${IMPORT}const p = new IngestionPipeline({}) satisfies object;\nawait p.runAsyncLegacy("a");`],
  ["an alias", `${IMPORT}const p = new IngestionPipeline({});\nconst q = p;\nawait q.runAsyncLegacy("a");`],
  ["a variable that is set later", `${IMPORT}let p;\np = new IngestionPipeline({});\nawait p.runAsyncLegacy("a");`],
  ["a conditional", `${IMPORT}const p = x ? new IngestionPipeline({}) : new IngestionPipeline({ id: "b" });\nawait p.runAsyncLegacy("a");`],
  ["an optional chain", `${IMPORT}declare const p: IngestionPipeline | undefined;\nawait p?.runAsyncLegacy("a");`],
  ["a computed key", `${IMPORT}await new IngestionPipeline({})["runAsyncLegacy"]("a");`],
  ["a template key", `${IMPORT}await new IngestionPipeline({})[\`runAsyncLegacy\`]("a");`],
  ["a destructured method", `${IMPORT}const { runAsyncLegacy } = new IngestionPipeline({});`],
  ["a destructured method under another name", `${IMPORT}const p = new IngestionPipeline({});\nlet run;\n({ "runAsyncLegacy": run } = p);`],
  ["a method that is handed on", `${IMPORT}const p = new IngestionPipeline({});\nschedule(p.runAsyncLegacy.bind(p));`],
] as const)("without types, %s is followed to the package", ([, code]) => {
  expect(reported(code)).toBe(1);
});

test.for([
  ["require()", `const { IngestionPipeline } = require("@sluice/pipeline");\nnew IngestionPipeline({}).runAsyncLegacy("a");`],
  ["a member of require()", `const Pipeline = require("@sluice/pipeline").IngestionPipeline;\nnew Pipeline({}).runAsyncLegacy("a");`],
  ["@type", `/** @type {import("@sluice/pipeline").IngestionPipeline} */\nconst p = make();\np.runAsyncLegacy("a");`],
  ["@param", `/** @param {import("@sluice/pipeline").IngestionPipeline} p */\nexport function f(p) { return p.runAsyncLegacy("a"); }`],
  ["@param of an arrow", `${IMPORT}/**\n * Lists.\n * @param {IngestionPipeline} p the pipeline\n */\nexport const f = (p) => p.runAsyncLegacy("a");`],
  ["@returns", `${IMPORT}/** @returns {IngestionPipeline} */\nfunction make() { return build(); }\nmake().runAsyncLegacy("a");`],
  ["@typedef", `/** @typedef {import("@sluice/pipeline").IngestionPipeline} Pipeline */\n/** @type {Pipeline} */\nconst p = make();\np.runAsyncLegacy("a");`],
  ["@import", `/** @import { IngestionPipeline as P } from "@sluice/pipeline" */\n/** @type {P} */\nconst p = make();\np.runAsyncLegacy("a");`],
  ["a static field", `${IMPORT}class App { static p = new IngestionPipeline({}); }\nexport class Q extends IngestionPipeline { m = () => this.runAsyncLegacy("a"); }`],
] as const)("in JavaScript, %s is followed to the package", ([, code]) => {
  expect(reported(code, true)).toBe(1);
});

test.for([
  ["a parameter without a type", `${IMPORT}export const f = async (p) => p.runAsyncLegacy("a");`],
  ["a variable that is also set to something else", `${IMPORT}let p = new IngestionPipeline({});\nif (x) p = other;\nawait p.runAsyncLegacy("a");`],
  ["a union with another class", `${IMPORT}declare const p: IngestionPipeline | Other;\nawait p.runAsyncLegacy("a");`],
  ["a class that hides the import", `${IMPORT}{ class IngestionPipeline { runAsyncLegacy() {} }\nnew IngestionPipeline().runAsyncLegacy(); }`],
  ["require that is somebody's own", `function require() { return {}; }\nconst { IngestionPipeline } = require("@sluice/pipeline");\nnew IngestionPipeline({}).runAsyncLegacy("a");`],
  ["this in a plain function inside a subclass", `${IMPORT}class Q extends IngestionPipeline { list() { return function () { return this.runAsyncLegacy("a"); }; } }`],
  ["this in a static method", `${IMPORT}class Q extends IngestionPipeline { static list() { return this.runAsyncLegacy("a"); } }`],
  ["another class of the package", `import { RunEventStream } from "@sluice/pipeline";\nnew RunEventStream().runAsyncLegacy("a");`],
  ["a package of a similar name", `import { IngestionPipeline } from "@sluice/pipeline-mock";\nimport "@sluice/pipeline";\nnew IngestionPipeline().runAsyncLegacy("a");`],
  ["an element whose key is not written out", `${IMPORT}const p = new IngestionPipeline({});\nconst key = "runAsyncLegacy";\np[key]("a");`],
  ["a chain that leads back to itself", `${IMPORT}let a = b, b = a;\na.runAsyncLegacy("a");`],
] as const)("without types, %s is not taken for a pipeline", ([, code]) => {
  expect(reported(code)).toBe(0);
});
