import { describe, expect, test } from "vitest";
import { runAsyncToStreaming } from "../migrations/run-async-to-streaming.js";
import { LEGACY_PROJECT } from "../testing/legacy-project.js";
import { migrateFiles } from "../testing/migrate.js";

const call = `await p.runAsync("a");`;
const pipeline = `import { IngestionPipeline } from "@sluice/pipeline";\n`;

/** Ways a receiver comes to its type; the site is in `src/main.*` and becomes a drain. */
const routes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a local alias of the import": { "src/main.ts": `import { IngestionPipeline as Pipe } from "@sluice/pipeline";\nconst p = new Pipe();\n${call}\n` },
  "a namespace import": { "src/main.ts": `import * as sluice from "@sluice/pipeline";\nconst p = new sluice.IngestionPipeline();\n${call}\n` },
  "a dynamic import": { "src/main.ts": `const { IngestionPipeline } = await import("@sluice/pipeline");\nconst p = new IngestionPipeline();\n${call}\n` },
  "require in JavaScript": { "src/main.cjs": `const { IngestionPipeline } = require("@sluice/pipeline");\nconst p = new IngestionPipeline();\nexports.run = async () => { ${call} };\n` },
  "JSDoc": { "src/main.js": `/** @param {import("@sluice/pipeline").IngestionPipeline} p */\nexport async function run(p) { ${call} }\n` },
  "a re-export": {
    "src/sluice.ts": `export { IngestionPipeline as Pipe } from "@sluice/pipeline";\n`,
    "src/index.ts": `export * from "./sluice.js";\n`,
    "src/main.ts": `import type { Pipe } from "./index.js";\nexport async function run(p: Pipe) { ${call} }\n`,
  },
  "a factory in another file": {
    "src/make.ts": `${pipeline}export const make = async () => new IngestionPipeline();\n`,
    "src/main.ts": `import { make } from "./make.js";\nconst p = await make();\n${call}\n`,
  },
  "a CommonJS factory in another file": {
    "src/make.cjs": `const { IngestionPipeline } = require("@sluice/pipeline");\nmodule.exports = { make: () => new IngestionPipeline() };\n`,
    "src/main.cjs": `const { make } = require("./make.cjs");\nconst p = make();\nexports.run = async () => { ${call} };\n`,
  },
  "an interface in another file": {
    "src/deps.ts": `${pipeline}export interface Deps { readonly p: IngestionPipeline }\n`,
    "src/main.tsx": `import type { Deps } from "./deps.js";\nexport async function run({ p }: Deps) { ${call} return <div />; }\n`,
  },
  "a base class in another file": {
    "src/base.mts": `${pipeline}export class Base extends IngestionPipeline {}\n`,
    "src/main.mts": `import { Base } from "./base.mjs";\nexport class P extends Base { async run() { const p = this; ${call} } }\n`,
  },
  "a path alias": {
    "tsconfig.json": JSON.stringify({ compilerOptions: { paths: { "@app/*": ["./src/lib/*"] }, module: "esnext", moduleResolution: "bundler", lib: ["esnext"], types: [] } }),
    "src/lib/pipe.ts": `${pipeline}export const p = new IngestionPipeline();\n`,
    "src/main.ts": `import { p } from "@app/pipe";\n${call}\n`,
  },
  "a project reference": {
    "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./app" }, { path: "./lib" }] }),
    "app/tsconfig.json": JSON.stringify({ compilerOptions: { composite: true, paths: { "#lib": ["../lib/pipe.ts"] }, module: "esnext", moduleResolution: "bundler", lib: ["esnext"], types: [] }, include: ["src"], references: [{ path: "../lib" }] }),
    "lib/tsconfig.json": JSON.stringify({ compilerOptions: { composite: true, module: "esnext", moduleResolution: "bundler", lib: ["esnext"] } }),
    "lib/pipe.ts": `${pipeline}export const p = new IngestionPipeline();\n`,
    "app/src/main.ts": `import { p } from "#lib";\n${call}\n`,
  },
  "a container": {
    "src/container.ts": `${pipeline}const tokens = { p: () => new IngestionPipeline() };\nexport const get = <Name extends keyof typeof tokens>(name: Name) => tokens[name]() as ReturnType<(typeof tokens)[Name]>;\n`,
    "src/main.ts": `import { get } from "./container.js";\nconst p = get("p");\n${call}\n`,
  },
  "a callback's parameter": {
    "src/each.ts": `${pipeline}export const each = (body: (p: IngestionPipeline) => Promise<void>) => body(new IngestionPipeline());\n`,
    "src/main.ts": `import { each } from "./each.js";\nawait each(async (p) => { ${call} });\n`,
  },
  "a generic's constraint": { "src/main.ts": `${pipeline}export async function run<P extends IngestionPipeline>(p: P) { ${call} }\n` },
  "a Map": { "src/main.ts": `${pipeline}const all = new Map<string, IngestionPipeline>();\nconst p = all.get("x")!;\n${call}\n` },
  "a declared global, which only the whole program knows": {
    "src/globals.d.ts": `declare const p: import("@sluice/pipeline").IngestionPipeline;\n`,
    "src/main.ts": `${call}\nexport {};\n`,
  },
};

test.each(Object.entries(routes))("a receiver is known by %s", async (_title, files) => {
  const { labels } = await migrateFiles(files);
  expect(labels.filter((label) => !label.includes("keep"))).toEqual([expect.stringMatching(/^\d+:legacy rewrite drain$/)]);
});

describe("I7 what only has the name", () => {
  test.each([
    ["a class of one's own", `class IngestionPipeline { async runAsync(a: string) { return [a]; } }\nconst p = new IngestionPipeline();\n${call}\n`],
    ["another package's", `import { Runner } from "other";\nconst p = new Runner();\n${call}\n`],
    ["a shadowed name", `${pipeline}{ class IngestionPipeline { async runAsync(a: string) { return [a]; } }\nconst p = new IngestionPipeline();\n${call} }\n`],
    ["comments and strings", `// p.runAsync("a")\nexport const text = 'await p.runAsync("a")';\n`],
  ])("is no site: %s", async (_title, text) => {
    const other = { "node_modules/other/package.json": `{ "name": "other", "types": "index.d.ts" }`, "node_modules/other/index.d.ts": `export declare class Runner { runAsync(name: string): Promise<string[]> }\n` };
    expect((await migrateFiles({ ...other, "src/main.ts": text })).findings).toEqual([]);
  });
});

describe("without the package", () => {
  const text = `${pipeline}const p = new IngestionPipeline();\nexport const list = (await p.runAsync("a")).map((d) => d);\nexport const unclear = await p.runAsync("b");\n`;

  test("an import that leads nowhere is an error that names the file", async () => {
    await expect(migrateFiles({ "src/main.ts": text }, { project: { "package.json": "{}" } })).rejects.toMatchObject({ code: "PACKAGE_NOT_FOUND", message: expect.stringContaining("src/main.ts") as unknown });
  });

  test("a package that declares no such class tells nothing of any receiver", async () => {
    const project = { ...LEGACY_PROJECT, "node_modules/@sluice/pipeline/index.d.ts": "export {};" };
    expect((await migrateFiles({ "src/main.ts": text }, { project })).labels).toEqual(["3:unresolved leftover RECEIVER_UNKNOWN", "4:unresolved leftover RECEIVER_UNKNOWN"]);
  });

  test("by syntax alone, a call whose result shows the contract is rewritten, and another is left", async () => {
    const { labels } = await migrateFiles({ "src/main.ts": text }, { project: { "package.json": "{}" }, syntactic: true });
    expect(labels).toEqual(["3:legacy rewrite list", "4:unresolved leftover SHAPE_UNKNOWN"]);
  });
});

describe("I5 files that are hard to read", () => {
  const good = `${pipeline}const p = new IngestionPipeline();\n${call}\n`;

  test("one that does not parse keeps no other from being read", async () => {
    const { labels } = await migrateFiles({ "src/a.ts": `const = p.runAsync("a")`, "src/b.ts": good });
    expect(labels).toEqual(["1:unresolved leftover SYNTAX_ERROR", "3:legacy rewrite drain"]);
  });

  test("one that is nested too deeply keeps no other from being read", async () => {
    const deep = `${pipeline}export const n = ${"[".repeat(20_000)}${"]".repeat(20_000)}; // runAsync\n`;
    const { labels } = await migrateFiles({ "src/a.ts": deep, "src/b.ts": good, "src/c.ts": good });
    expect(labels).toEqual(["2:unresolved leftover SYNTAX_ERROR", "3:legacy rewrite drain", "3:legacy rewrite drain"]);
  });

  test("decorators, satisfies, using and import attributes are understood", async () => {
    const text = `import data from "./data.json" with { type: "json" };\n${pipeline}declare function log(...args: unknown[]): any;\nclass Job {\n  @log accessor p = new IngestionPipeline();\n  async run() { using _ = null; await this.p.runAsync("a", data satisfies object); }\n}\nnew Job();\n`;
    const { texts } = await migrateFiles({ "src/main.ts": text, "src/data.json": "{}" });
    expect(texts["src/main.ts"]).toContain(`for await (const _ of this.p.iterResults("a", { ...data satisfies object, onFailure: "throw" })) {}`);
  });

  test("five megabytes take a moment", async () => {
    const big = `${good}${Array.from({ length: 50_000 }, (_, n) => `export const value${n} = { id: ${n}, name: "a name that takes its room in the file, as generated ones do" };`).join("\n")}\n`;
    expect(big.length).toBeGreaterThan(5_000_000);
    expect((await migrateFiles({ "src/big.ts": big })).labels).toEqual(["3:legacy rewrite drain"]);
  });
});

test("sites come in order of path and place, and say whether they are in a test", async () => {
  const text = `${pipeline}const p = new IngestionPipeline();\nawait p.runAsync("a"); await p.runAsync("b");\n`;
  const { findings } = await migrateFiles({ "src/b.test.ts": text, "src/a.ts": text });
  expect(findings.map(({ site }) => [site.path.slice(-6), site.line, site.column, site.isTest])).toEqual([
    ["c/a.ts", 3, 9, false], ["c/a.ts", 3, 32, false], ["est.ts", 3, 9, true], ["est.ts", 3, 32, true],
  ]);
});

test("the words find every file that can hold a site", () => {
  expect(runAsyncToStreaming.words).toEqual(expect.arrayContaining(["runAsync", "iterResults", "streamEvents"]));
});
