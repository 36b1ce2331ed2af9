import { describe, expect, test } from "vitest";
import { labelsOf, migrateFiles, migrateText, STREAMING_PROJECT } from "../testing/migrate.js";

const head = `import { IngestionPipeline, type Document } from "@sluice/pipeline";\ndeclare const p: IngestionPipeline;\ndeclare function use(value: unknown): void;\n`;
const inAsync = (body: string): string => `${head}export async function run(name: string) {\n${body}\n}\n`;

/** Bodies of an async function before and after; `p` is a pipeline. */
const pairs: readonly (readonly [title: string, before: string, after: string])[] = [
  ["a loop whose body nobody can see becomes a stream", `let n = 0; for (const d of await p.runAsync("a")) n += 1; return n;`, `let n = 0; for await (const d of p.iterResults("a", { onFailure: "throw" })) n += 1; return n;`],
  ["a loop whose body can be seen collects first", `for (const d of await p.runAsync("a")) console.log(d);`, `for (const d of await Array.fromAsync(p.iterResults("a", { onFailure: "throw" }))) console.log(d);`],
  ["a list that only a loop reads moves into its head", `const list = await p.runAsync("a");\n  const ids: string[] = [];\n  for (const { docId } of list) ids.push(docId);\n  return ids;`, `const ids: string[] = [];\n  for await (const { docId } of p.iterResults("a", { onFailure: "throw" })) ids.push(docId);\n  return ids;`],
  ["a list stays a list", `const list = await p.runAsync("a"); return list.length;`, `const list = await Array.fromAsync(p.iterResults("a", { onFailure: "throw" })); return list.length;`],
  ["a result that is thrown away is drained", `await p.runAsync("a");`, `for await (const _ of p.iterResults("a", { onFailure: "throw" })) {}`],
  ["a drain takes another name where the call uses it", `const _ = { name: "a" }; await p.runAsync(_.name);`, `const _ = { name: "a" }; for await (const _document of p.iterResults(_.name, { onFailure: "throw" })) {}`],
  ["options are kept", `await p.runAsync("a", { signal: undefined });`, `for await (const _ of p.iterResults("a", { signal: undefined, onFailure: "throw" })) {}`],
  ["an options variable is spread", `const options = {}; await p.runAsync("a", options);`, `const options = {}; for await (const _ of p.iterResults("a", { ...options, onFailure: "throw" })) {}`],
  ["a returned promise of an async function is a list", `return p.runAsync("a");`, `return Array.fromAsync(p.iterResults("a", { onFailure: "throw" }));`],
  ["an arrow function becomes async, so that it still rejects", `return [name].map((n) => p.runAsync(n));`, `return [name].map(async (n) => Array.fromAsync(p.iterResults(n, { onFailure: "throw" })));`],
  ["a promise that is kept rejects as before", `const promise = p.runAsync("a"); return promise;`, `const promise = (async () => Array.fromAsync(p.iterResults("a", { onFailure: "throw" })))(); return promise;`],
  ["a chain of then keeps its head", `return await p.runAsync("a").then((list) => list.length);`, `return await Array.fromAsync(p.iterResults("a", { onFailure: "throw" })).then((list) => list.length);`],
  ["a chain with catch rejects as before", `return await p.runAsync("a").catch(() => []);`, `return await (async () => Array.fromAsync(p.iterResults("a", { onFailure: "throw" })))().catch(() => []);`],
  ["comments stay where they are", `return (await /* all */ p /* the */ .runAsync("a" /* name */)).length;`, `return (await /* all */ Array.fromAsync(p /* the */ .iterResults("a", { onFailure: "throw" } /* name */))).length;`],
];

test.each(pairs)("%s", async (_title, before, after) => {
  expect(await migrateText(inAsync(before))).toBe(inAsync(after));
});

test.each(pairs)("twice equals once: %s", async (_title, before) => {
  const once = await migrateText(inAsync(before));
  expect(await migrateText(once)).toBe(once);
  expect(await migrateText(once, { project: STREAMING_PROJECT })).toBe(once);
});

test.each([
  ["early exits", `for (const d of await p.runAsync("a")) if (d.title) return d;`, `for await (const d of p.iterResults("a", { onFailure: "throw" })) if (d.title) return d;`],
  ["bodies with effects", `const list = await p.runAsync("a");\n  for (const d of list) console.log(d);`, `for await (const d of p.iterResults("a", { onFailure: "throw" })) console.log(d);`],
])("with loops: stream, %s stream as well", async (_title, before, after) => {
  expect(await migrateText(inAsync(before), { loops: "stream" })).toBe(inAsync(after));
});

test("with loops: stream a list given on by a generator streams as well", async () => {
  const before = `${head}export async function* all() {\n  yield* await p.runAsync("a");\n}\n`;
  expect(await migrateText(before)).toContain(`yield* await Array.fromAsync(p.iterResults("a", { onFailure: "throw" }));`);
  expect(await migrateText(before, { loops: "stream" })).toContain(`yield* p.iterResults("a", { onFailure: "throw" });`);
});

test("a loop that is collected says that it could stream", async () => {
  const { findings } = await migrateFiles({ "src/main.ts": inAsync(`for (const d of await p.runAsync("a")) console.log(d);`) });
  expect(findings).toMatchObject([{ outcome: { action: "rewrite", target: "collect", note: expect.stringContaining("--loops stream") as unknown } }]);
});

test("CRLF, tabs, single quotes and the absence of semicolons are kept", async () => {
  const before = `import type { IngestionPipeline } from '@sluice/pipeline'\r\nexport async function run(p: IngestionPipeline) {\r\n\tawait p.runAsync('a', {\r\n\t\tsignal: undefined, // none\r\n\t})\r\n}\r\n`;
  const after = `import type { IngestionPipeline } from '@sluice/pipeline'\r\nexport async function run(p: IngestionPipeline) {\r\n\tfor await (const _ of p.iterResults('a', {\r\n\t\tsignal: undefined, // none\r\n\t\tonFailure: 'throw',\r\n\t})) {}\r\n}\r\n`;
  expect(await migrateText(before)).toBe(after);
});

describe("what is left to a person", () => {
  test.each([
    ["an optional call", `await p?.runAsync("a");`, "OPTIONAL_CALL"],
    ["a bound method", `use(p.runAsync.bind(p));`, "NOT_A_CALL"],
    ["a method handed on", `use(p.runAsync);`, "NOT_A_CALL"],
    ["a method taken out", `const { runAsync } = p; use(runAsync);`, "NOT_A_CALL"],
    ["a method named by a string", `await p["runAsync"]("a");`, "DYNAMIC_ACCESS"],
    ["spread arguments", `await p.runAsync(...(["a"] as const));`, "OPTIONS_UNKNOWN"],
    ["a receiver of any type", `const q: any = p; await q.runAsync("a");`, "RECEIVER_UNKNOWN"],
    ["an assignment to the method", `p.runAsync = async () => [];`, "OVERRIDDEN"],
    ["reflection", `use(Reflect.get(p, "runAsync"));`, "DYNAMIC_ACCESS"],
    ["a part of the class", `const q: Pick<IngestionPipeline, "runAsync"> = p; await q.runAsync("a");`, "SHAPE_UNKNOWN"],
    ["a call that may fail before there is a promise", `use(p.runAsync(name.repeat(-1)));`, "SHAPE_UNKNOWN"],
  ])("%s", async (_title, body, reason) => {
    expect(await labelsOf(inAsync(`  ${body}`))).toEqual([`5:${reason === "RECEIVER_UNKNOWN" ? "unresolved" : "legacy"} leftover ${reason}`]);
  });

  test("a use in a type", async () => {
    expect(await labelsOf(`${head}export type List = Awaited<ReturnType<IngestionPipeline["runAsync"]>>;\n`)).toEqual(["4:legacy leftover NOT_A_CALL"]);
  });

  test("a file that does not parse, once", async () => {
    expect(await labelsOf(`${head}const a = ;\np.runAsync("a"); p.runAsync("b");\n`)).toEqual(["5:unresolved leftover SYNTAX_ERROR"]);
  });
});

describe("other code that is in the way", () => {
  const overriding = `${head}export class Logged extends IngestionPipeline {\n  override async runAsync(name: string) {\n    console.log(name);\n    return super.runAsync(name);\n  }\n}\n`;
  const caller = `import { IngestionPipeline } from "@sluice/pipeline";\nexport const given = async (p: IngestionPipeline) => await p.runAsync("a");\nexport const made = async () => { const q = new IngestionPipeline(); return await q.runAsync("a"); };\n`;

  test("an override leaves every receiver that may be the subclass, and not one made by the class itself", async () => {
    const { labels } = await migrateFiles({ "src/a.ts": caller, "src/b.ts": overriding });
    expect(labels).toEqual(["2:legacy leftover OVERRIDDEN", "3:legacy rewrite list", "5:legacy leftover OVERRIDDEN", "7:legacy leftover OVERRIDDEN"]);
  });

  test("an override in a test touches its own file alone", async () => {
    const { labels } = await migrateFiles({ "src/a.ts": caller, "src/b.test.ts": overriding });
    expect(labels.slice(0, 2)).toEqual(["2:legacy rewrite list", "3:legacy rewrite list"]);
  });

  test("a proxy leaves receivers that may be it", async () => {
    const proxy = `import { IngestionPipeline } from "@sluice/pipeline";\nexport const traced = (p: IngestionPipeline) => new Proxy(p, {});\n`;
    expect((await migrateFiles({ "src/a.ts": caller, "src/b.ts": proxy })).labels).toEqual(["2:legacy leftover OVERRIDDEN", "3:legacy rewrite list"]);
  });

  test.each([
    [`vi.spyOn(p, "runAsync");`],
    [`vi.spyOn(p as any, "runAsync" as any).mockResolvedValue([]);`],
    [`vi.mock("@sluice/pipeline", () => ({ IngestionPipeline: class { runAsync() { return []; } } }));`],
    [`use({ runAsync: async () => [] } as unknown as IngestionPipeline);`],
  ])("a test double is listed, and leaves the calls of its file: %s", async (double) => {
    const { labels } = await migrateFiles({ "src/a.test.ts": `${head}declare const vi: any;\n${double}\nawait p.runAsync("a");\n` });
    expect(labels).toEqual(["5:legacy leftover TEST_DOUBLE", "6:legacy leftover TEST_DOUBLE"]);
  });
});

test("a method replaced on what has no type is listed, and leaves the calls of its file", async () => {
  const text = `${head}(p as any).runAsync = async () => [];\nawait p.runAsync("a");\n`;
  expect((await migrateFiles({ "src/a.test.ts": text })).labels).toEqual(["4:unresolved leftover TEST_DOUBLE", "5:legacy leftover TEST_DOUBLE"]);
  expect((await migrateFiles({ "src/a.test.ts": `${head}use({ p: { runAsync: async () => [] } });\n` })).labels).toEqual(["4:unresolved leftover TEST_DOUBLE"]);
});

describe("parking", () => {
  test("renames, says why above the statement, and is done once", async () => {
    const once = await migrateText(inAsync(`  use(p.runAsync);`), { park: true });
    expect(once).toBe(inAsync(`  // sluice-codemod: parked NOT_A_CALL, migrate by hand\n  use(p.runAsyncLegacy);`));
    expect(await migrateText(once, { park: true })).toBe(once);
    expect(await migrateText(once, { park: true, project: STREAMING_PROJECT })).toBe(once);
  });

  test("leaves alone what a rename could change", async () => {
    const text = `${head}vi.spyOn(p, "runAsync");\nawait p.runAsync("a");\ndeclare const vi: any;\n`;
    expect(await migrateText(text, { park: true })).toBe(text);
  });
});

describe("with 1.x installed", () => {
  test.each([
    ["runAsync whose result is taken for what it is", `const { documents } = await p.runAsync("a"); return documents;`, "eager keep"],
    ["runAsync that shows neither contract", `return await p.runAsync("a");`, "eager keep"],
    ["runAsync whose result is taken for a list", `return (await p.runAsync("a")).map((d) => d);`, "legacy rewrite list"],
    ["runAsyncLegacy", `return await p.runAsyncLegacy("a");`, "legacy rewrite list"],
    ["iterResults", `for await (const d of p.iterResults("a")) use(d);`, "streaming keep"],
    ["ingest", `use(p.ingest("a", {}));`, "streaming keep"],
  ])("%s", async (_title, body, label) => {
    expect(await labelsOf(inAsync(`  ${body}`), { project: STREAMING_PROJECT })).toEqual([`5:${label}`]);
  });

  test("from: 0.x decides where nothing else does", async () => {
    expect(await labelsOf(inAsync(`  await p.runAsync("a");`), { project: STREAMING_PROJECT, from: "0.x" })).toEqual(["5:legacy rewrite drain"]);
  });

  test("an option that iterResults does not have is left", async () => {
    const body = `  return (await p.runAsync("a", { maxDocuments: 5 })).map((d) => d);`;
    expect(await labelsOf(inAsync(body), { project: STREAMING_PROJECT })).toEqual(["5:legacy leftover OPTIONS_UNKNOWN"]);
  });
});
