import { mkdir, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { adapterSource } from "../testing/adapter-source.js";
import { readLines } from "../testing/read-lines.js";
import { runBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const WORD = ["--param", "word=abcdefgh", "--sink", "jsonl:out.jsonl"];

async function project(files: Readonly<Record<string, string | object>>): Promise<string> {
  const cwd = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return cwd;
}

async function idsIn(cwd: string): Promise<string[]> {
  return (await readLines<{ docId: string }>(join(cwd, "out.jsonl"))).map(({ docId }) => docId);
}

const LETTERS = ["0a", "1b", "2c", "3d", "4e", "5f", "6g", "7h"].map((letter) => `letter-${letter}`);
const JAVASCRIPT = stripTypeScriptTypes(adapterSource());

test("an adapter in TypeScript is run as it is", async () => {
  const cwd = await project({ "letters.ts": adapterSource() });
  expect(await runBinary(["ingest", "./letters.ts", ...WORD], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining("8 completed, 0 failed") as string });
  expect(await idsIn(cwd)).toEqual(LETTERS);
});

test.each<[string, Readonly<Record<string, string | object>>]>([
  ["ESM", { "package.json": { type: "module", exports: { import: "./main.js" } }, "main.js": JAVASCRIPT }],
  ["CommonJS", { "package.json": { main: "main.cjs" }, "main.cjs": JAVASCRIPT.replace("export default", "module.exports =") }],
  ["a named export in CommonJS", { "package.json": { main: "main.cjs" }, "main.cjs": JAVASCRIPT.replace("export default", "exports.letters =") }],
])("a package in %s is found from the working directory", async (_, files) => {
  const cwd = await project(Object.fromEntries(Object.entries(files).map(([name, content]) => [`node_modules/@acme/letters/${name}`, content])));
  expect((await runBinary(["ingest", "@acme/letters", ...WORD], { cwd })).code).toBe(0);
  expect(await idsIn(cwd)).toEqual(LETTERS);
});

test("a name in the configuration stands for module, export and options", async () => {
  const declared = { module: "./src/letters.ts", export: "letters", options: { prefix: "x" } };
  const cwd = await project({ "sluice.config.json": { adapters: { mine: declared } }, "src/letters.ts": adapterSource({ exporting: "export const letters =" }) });
  expect((await runBinary(["ingest", "mine", ...WORD], { cwd })).code).toBe(0);
  expect((await idsIn(cwd))[0]).toBe("x0a");
});

test("--adapter-module brings the adapter that is named before it", async () => {
  const cwd = await project({ "all.ts": `${adapterSource({ exporting: "export const letters =" })}export const other = () => null;` });
  expect((await runBinary(["ingest", "letters", "--adapter-module", "all.ts", ...WORD], { cwd })).code).toBe(0);
  const wrong = await runBinary(["ingest", "numbers", "--adapter-module", "all.ts", ...WORD], { cwd });
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/all\.ts: expected a default export.*received letters \(a function\), other \(a function\)/)]);
});

test("resume finds the module from any directory, with the options of its configuration", async () => {
  const declared = { module: "./letters.ts", options: { delayMs: 100, prefix: "x" } };
  const cwd = await project({ "sluice.config.json": { adapters: { mine: declared } }, "letters.ts": adapterSource() });
  const { child, ended } = startBinary(["ingest", "mine", "--checkpoint-interval", "1", ...WORD], { cwd });
  await expect.poll(async () => (await idsIn(cwd)).length, { timeout: 20_000 }).toBeGreaterThan(0);
  child.kill("SIGKILL");
  await ended;
  const before = (await idsIn(cwd)).length;
  expect(before).toBeLessThan(8);
  expect((await runBinary(["resume", "--state-dir", join(cwd, "out.jsonl.sluice")], { cwd: "/" })).code).toBe(0);
  expect(await idsIn(cwd)).toEqual(LETTERS.map((id) => id.replace("letter-", "x")));
});

test("retry-failed puts the dead letters through the module again", async () => {
  const cwd = await project({ "letters.ts": adapterSource() });
  await runBinary(["ingest", "./letters.ts", "--param", "word=aBc", "--sink", "jsonl:out.jsonl"], { cwd });
  await writeFile(join(cwd, "letters.ts"), adapterSource().replace("/[A-Z]/", "/[X-Z]/"));
  const { code, stderr } = await runBinary(["retry-failed", "--state-dir", "out.jsonl.sluice"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining("1 completed, 0 failed")]);
  expect(await idsIn(cwd)).toEqual(["letter-0a", "letter-2c", "letter-1B"]);
});

test("B6 another module or other options are another run", async () => {
  const declare = (prefix: string) => ({ adapters: { mine: { module: "./letters.ts", options: { prefix } } } });
  const cwd = await project({ "sluice.config.json": declare("x"), "letters.ts": adapterSource(), "again.ts": adapterSource() });
  await runBinary(["ingest", "mine", ...WORD], { cwd });
  await writeFile(join(cwd, "sluice.config.json"), JSON.stringify(declare("y")));
  expect(await runBinary(["ingest", "mine", ...WORD], { cwd })).toMatchObject({ code: 2, stderr: expect.stringMatching(/differs in configuration\.adapterModule .*"prefix":"x".*"prefix":"y"/) as string });
  expect(await runBinary(["ingest", "./again.ts", ...WORD], { cwd })).toMatchObject({ code: 2, stderr: expect.stringMatching(/differs in configuration\.adapterModule .*again\.ts/) as string });
});

test.each<[string, Readonly<Record<string, string | object>>, readonly string[], RegExp]>([
  ["has no adapter", { "a.ts": "export const version = 3;" }, ["./a.ts"], /a\.ts: expected a default export.*received version \(a number\)/],
  ["breaks the contract", { "a.ts": "export default { name: 'Feed', fetch: 1, identify() {}, parse() {} };" }, ["./a.ts"], /a\.ts, export default: name must be .*received "Feed"; fetch must be a function, received a number/],
  ["takes a name of ours", { "a.ts": adapterSource({ name: "csv" }) }, ["./a.ts"], /export default: the name csv is that of a built-in adapter/],
  ["does not parse", { "a.mjs": "export default {" }, ["./a.mjs"], /Cannot import the adapter module \S+a\.mjs: Unexpected/],
  ["is not there", {}, ["./a.ts"], /Cannot find the adapter module \S+a\.ts: expected a file, received none/],
  ["is not installed", {}, ["@acme/feed"], /Cannot find the adapter module @acme\/feed: .*npm install @acme\/feed/],
  ["is declared under a name of ours", { "sluice.config.json": { adapters: { csv: "./a.ts" } } }, ["jsonl", "in.jsonl"], /adapters\.csv: the name is that of a built-in adapter/],
  ["takes no input", { "a.ts": adapterSource() }, ["./a.ts", "in.txt"], /Cannot ingest letters: it takes no input, received/],
])("a module that %s is refused in one line with exit code 2", async (_, files, argv, message) => {
  const cwd = await project(files);
  const { code, stdout, stderr } = await runBinary(["ingest", ...argv, ...WORD], { cwd });
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test("E8 a secret among the options is neither stored nor shown", async () => {
  const config = { adapters: { mine: { module: "./letters.ts", options: { apiKey: "env:LETTERS_KEY" } } } };
  const cwd = await project({ "sluice.config.json": config, "letters.ts": adapterSource() });
  const { code } = await runBinary(["ingest", "mine", ...WORD], { cwd, env: { LETTERS_KEY: "g00d-k3y" } });
  expect(code).toBe(0);
  const settings = await readLines(join(cwd, "out.jsonl.sluice", "settings.json")).catch(async () => []);
  expect(JSON.stringify(settings)).not.toContain("g00d-k3y");
  const refused = await runBinary(["ingest", "mine", ...WORD, "--restart"], { cwd, env: { LETTERS_KEY: "wr0ng-k3y" } });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("the key [redacted] is refused")]);
  const listed = await runBinary(["adapters"], { cwd, env: { LETTERS_KEY: "wr0ng-k3y" } });
  expect([listed.code, listed.stdout]).toEqual([1, expect.stringContaining("the key [redacted] is refused")]);
});

test("adapters lists modules beside ours, and one that is broken breaks no other", async () => {
  const config = { adapters: { mine: "./letters.ts", broken: "./broken.ts" } };
  const cwd = await project({ "sluice.config.json": config, "letters.ts": adapterSource(), "broken.ts": "throw new Error('no')", "more.ts": adapterSource({ name: "more" }) });
  const { code, stdout } = await runBinary(["adapters", "--adapter-module", "./more.ts", "--json"], { cwd });
  const listings = JSON.parse(stdout) as { name: string; module: string | null; problem?: string }[];
  expect(code).toBe(1);
  expect(listings.filter(({ module }) => module !== null)).toMatchObject([
    { name: "mine", description: "Letters of a word", module: join(cwd, "letters.ts") },
    { name: "broken", problem: expect.stringContaining("no") as string },
    { name: "more", module: join(cwd, "more.ts") },
  ]);
  expect(listings.filter(({ module, problem }) => module === null && problem !== undefined)).toEqual([]);
});
