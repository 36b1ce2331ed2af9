import { expect, test } from "vitest";
import { migrateFiles, migrateText } from "../../testing/migrate.js";

const LIST = `Array.fromAsync(p.iterResults("a", { onFailure: "throw" }))`;
const head = `import type { IngestionPipeline } from "@sluice/pipeline";\ndeclare const p: IngestionPipeline;\ndeclare const use: (...values: unknown[]) => any;\n`;

/** `CALL` is `p.runAsync("a")` before; after, `LIST` is the list and `WRAPPED` the list in an async function. */
test.each([
  ["a plain function declaration of a typed file becomes async", `export function load() { return CALL; }`, `export async function load() { return LIST; }`],
  ["a method becomes async", `export class A { static load() { return CALL; } }`, `export class A { static async load() { return LIST; } }`],
  ["a promise type may stay", `export const load = (): Promise<unknown> => CALL;`, `export const load = async (): Promise<unknown> => LIST;`],
  ["another type may not", `export const load = (): PromiseLike<unknown> => CALL;`, `export const load = (): PromiseLike<unknown> => WRAPPED;`],
  ["a function with defaults is not made async, for they would reject", `export const load = (n = use()) => CALL;`, `export const load = (n = use()) => WRAPPED;`],
  ["a function that does more is not made async", `export function load() { use(); return CALL; }`, `export function load() { use(); return WRAPPED; }`],
  ["a getter cannot be async", `export const a = { get load() { return CALL; } };`, `export const a = { get load() { return WRAPPED; } };`],
  ["a branch that gives no promise stays as it is", `export const load = (yes: boolean) => (yes ? CALL : []);`, `export const load = (yes: boolean) => (yes ? WRAPPED : []);`],
  ["in an async function a branch may throw", `export const load = async (yes: boolean) => (yes ? CALL : []);`, `export const load = async (yes: boolean) => (yes ? LIST : []);`],
  ["a return that a catch would see is wrapped", `export async function load() { try { return CALL; } catch { return []; } }`, `export async function load() { try { return WRAPPED; } catch { return []; } }`],
  ["a return that only a finally sees is not", `export async function load() { try { return CALL; } finally { use(); } }`, `export async function load() { try { return LIST; } finally { use(); } }`],
  ["elements of Promise.all are wrapped", `export const all = await Promise.all([CALL, CALL]);`, `export const all = await Promise.all([WRAPPED, WRAPPED]);`],
  ["a statement behind one without a semicolon is kept apart", `const one = use()\nCALL.catch(use)`, `const one = use()\n;WRAPPED.catch(use)`],
  ["a statement behind a block is not", `if (p) { use() }\nCALL.catch(use)`, `if (p) { use() }\nWRAPPED.catch(use)`],
])("%s", async (_title, before, after) => {
  const text = head + before.replaceAll("CALL", `p.runAsync("a")`);
  expect(await migrateText(text)).toBe(head + after.replaceAll("WRAPPED", `(async () => ${LIST})()`).replaceAll("LIST", LIST));
});

test("a lib without Array.fromAsync gets an async function with a loop", async () => {
  const config = JSON.stringify({ compilerOptions: { strict: true, target: "es2022", lib: ["es2022"], module: "nodenext", types: [] } });
  const { texts } = await migrateFiles({ "tsconfig.json": config, "src/main.ts": `${head}export const list = await p.runAsync("a");\n` });
  expect(texts["src/main.ts"]).toBe(`${head}export const list = await (async () => { const documents = []; for await (const document of p.iterResults("a", { onFailure: "throw" })) documents.push(document); return documents; })();\n`);
});

test("a shadowed Array is reached through globalThis", async () => {
  const text = `${head}class Array {}\nnew Array();\nexport const list = await p.runAsync("a");\n`;
  expect(await migrateText(text)).toContain(`await globalThis.${LIST}`);
});

test("a lib without async iteration is said to be in the way, and the call can be parked", async () => {
  const config = JSON.stringify({ compilerOptions: { strict: true, target: "es2017", lib: ["es2017"], module: "commonjs", types: [] } });
  const { findings } = await migrateFiles({ "tsconfig.json": config, "src/main.ts": `${head}export const load = async () => await p.runAsync("a");\n` });
  expect(findings).toMatchObject([{ outcome: { action: "leftover", reason: "TARGET_UNAVAILABLE", park: [{}, { newText: "runAsyncLegacy" }] } }]);
});
