import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { documentSchema, SluiceError } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { afterAll, describe, expect, test } from "vitest";
import { files } from "./files.js";
import { runAdapter } from "./testing/run-adapter.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";

const herbarium = new TemporaryFolder();
afterAll(() => herbarium[Symbol.dispose]());
mkdirSync(join(herbarium.path, "specimens/mobot"), { recursive: true });
for (const [name, to] of [
  ["borza-occurrences.txt", "borza.txt"],
  ["ebird.tab.txt", "ebird.tab.txt"],
  ["mobot-tropicos-specimens.tsv", "specimens/mobot/tropicos.tsv"],
  ["aafc-herbarium-raw.jsonl", "specimens/raw.jsonl"],
  ["pontaurus-occurrences.dwca.zip", "specimens/zipped.zip"],
] as const) {
  copyFileSync(fixture(name), join(herbarium.path, to));
}
const input = herbarium.path;
const codeOf = (error: unknown): unknown => (SluiceError.is(error) ? error.code : error);

describe("files keeps the adapter contract", () => {
  for (const { title, run } of adapterContract({ adapter: () => files(), parameters: { input }, items: 5 })) test(title, run);
});

describe("files keeps the adapter contract over several inputs", () => {
  const inputs = [input, fixture("ebird.tab.txt"), join(input, "specimens"), input];
  for (const { title, run } of adapterContract({ adapter: () => files(), parameters: { input: inputs }, items: 5 + 1 + 3 + 5 })) test(title, run);
});

test("files() gives each file as a document, with its path as id", async () => {
  const { documents } = await runAdapter(files(), { input });
  expect(documents.map(({ docId, metadata }) => [docId, metadata["encoding"], metadata["mediaType"]])).toEqual([
    ["ebird.tab.txt", "utf-8", "text/plain"],
    ["specimens/mobot/tropicos.tsv", "utf-8", "text/tab-separated-values"],
    ["specimens/raw.jsonl", "utf-8", "application/x-ndjson"],
  ]);
  expect(documents.every((document) => documentSchema.safeParse(document).success)).toBe(true);
});

test("P3: the text is the file's content without its byte order mark, and raw says which bytes they were", async () => {
  const { documents } = await runAdapter(files(), { input, include: "**/*.{tsv,jsonl}" });
  const [tropicos, records] = documents;
  const bytes = readFileSync(fixture("mobot-tropicos-specimens.tsv"));
  expect(`\ufeff${tropicos?.text}`).toBe(bytes.toString("utf8"));
  expect(records?.text).toBe(readFileSync(fixture("aafc-herbarium-raw.jsonl"), "utf8"));
  expect(tropicos).toMatchObject({ title: "tropicos.tsv", provenance: { source: "files", url: expect.stringMatching(/^file:\/\/\/.*\/specimens\/mobot\/tropicos\.tsv$/) as string, retrievedAt: expect.any(Number) as number }, metadata: { bytes: bytes.length, modified: expect.stringMatching(/Z$/) as string } });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(tropicos?.raw).toEqual({ path: "specimens/mobot/tropicos.tsv", bytes: bytes.length, sha256 });
  expect(tropicos?.provenance.version).toBe(`sha256:${sha256}`);
});

test("D21: binary files and bytes outside the encoding fail alone, each with its own code", async () => {
  const { errors } = await runAdapter(files(), { input });
  expect(errors.map((error) => [codeOf(error), error.message])).toEqual([
    ["RECORD_MALFORMED", "Cannot decode borza.txt: expected utf-8, received other bytes"],
    ["DOCUMENT_WITHOUT_TEXT", "Cannot read specimens/zipped.zip: expected text, received binary data"],
  ]);
});

test("files() reads the charset it is told, and any file in the encoding of its byte order mark", async () => {
  using folder = new TemporaryFolder();
  folder.file("latin.txt", Buffer.from("Péter", "latin1"));
  folder.file("utf16.txt", Buffer.from("\ufeffソ", "utf16le"));
  folder.file("utf16be.txt", Buffer.from("\ufeffソ", "utf16le").swap16());
  folder.file("empty.txt", "");
  const { documents } = await runAdapter(files(), { input: folder.path, charset: "windows-1252" });
  expect(documents.map(({ text, metadata }) => [text, metadata["encoding"]])).toEqual([
    ["", "windows-1252"],
    ["Péter", "windows-1252"],
    ["ソ", "utf-16le"],
    ["ソ", "utf-16be"],
  ]);
});

test("ids of several inputs are told apart", async () => {
  const name = basename(input);
  const { raws } = await runAdapter(files(), { input: [input, input, join(input, "borza.txt")], include: ["**/*.txt"] });
  expect(raws.map(({ docId }) => docId)).toEqual([`${name}/borza.txt`, `${name}/ebird.tab.txt`, `${name}~2/borza.txt`, `${name}~2/ebird.tab.txt`, "borza.txt"]);
});

test("a file beyond the limit fails without being read", async () => {
  using folder = new TemporaryFolder();
  folder.file("a.txt", "four");
  const huge = folder.file("b.txt", "");
  truncateSync(huge, 600 * 1024 ** 2); // sparse
  const { documents, errors } = await runAdapter(files({ maxFileBytes: 4 }), { input: folder.path });
  expect(documents.map(({ text }) => text)).toEqual(["four"]);
  expect(errors[0]).toMatchObject({ code: "RECORD_TOO_LARGE", message: `Cannot read ${huge}: expected at most 4 bytes (maxFileBytes), received 629145600` });
});

test("a file that is gone, or something else, by the time it is read fails alone", async () => {
  using folder = new TemporaryFolder();
  const paths = ["a.txt", "b.txt", "c.txt", "d.txt"].map((name) => folder.file(name, name));
  const adapter = files();
  const context = { parameters: adapter.parameters?.parse({ input: folder.path }) as never, signal: new AbortController().signal, emit: () => undefined, circuitChanged: () => undefined };
  const found = [];
  for await (const reference of adapter.fetch({ ...context, cursor: null, mark: () => undefined, expect: () => undefined, retrying: () => undefined, circuitChanged: () => undefined })) found.push(reference);
  for (const path of paths.slice(1)) unlinkSync(path);
  symlinkSync("a.txt", paths[2]!);
  execFileSync("mkfifo", [paths[3]!]);
  const outcomes = await Promise.allSettled(found.map(async (reference) => adapter.parse(reference, context)));
  expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.text : codeOf(outcome.reason)))).toEqual(["a.txt", ...Array<string>(3).fill("SOURCE_UNREADABLE")]);
});

test("hidden files, links and unwanted directories are passed by, and counted", async () => {
  using folder = new TemporaryFolder();
  mkdirSync(join(folder.path, "node_modules"));
  for (const name of ["a.md", ".b.md", "node_modules/c.md", "d.txt"]) folder.file(name, name);
  symlinkSync("a.md", join(folder.path, "e.md"));
  const parameters = { input: folder.path, include: "**/*.md", exclude: "node_modules/**" };
  const { documents, events } = await runAdapter(files(), parameters);
  expect(documents.map(({ docId }) => docId)).toEqual(["a.md"]);
  expect(events).toEqual([{ name: "skipped", payload: { root: basename(folder.path), hidden: 1, symlink: 1, special: 0 } }]);
  const all = await runAdapter(files(), { ...parameters, hidden: "true", followSymlinks: true });
  expect(all.documents.map(({ docId }) => docId)).toEqual([".b.md", "a.md", "e.md"]);
});

test("a resumed run goes on behind the last file, whatever was added or removed before", async () => {
  using folder = new TemporaryFolder();
  for (const name of ["b.txt", "c.txt", "d.txt", "e.txt"]) folder.file(name, name);
  const { marks } = await runAdapter(files(), { input: folder.path });
  writeFileSync(join(folder.path, "a.txt"), "new");
  unlinkSync(join(folder.path, "d.txt"));
  const resumed = await runAdapter(files(), { input: folder.path }, { cursor: marks[2]!.cursor });
  expect(resumed.documents.map(({ docId }) => docId)).toEqual(["e.txt"]);
});

test.each([[{ root: -1, keys: [] }], ["x"], [{ file: 0, offset: 0, line: 0 }]])("a cursor of another source, %j, is refused", async (cursor) => {
  await expect(runAdapter(files(), { input }, { cursor })).rejects.toMatchObject({ code: "CHECKPOINT_MISMATCH" });
});

test("an input that is not there ends the run before the first file", async () => {
  await expect(runAdapter(files(), { input: [input, "/nowhere"] })).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  await expect(runAdapter(files(), { input: "/dev/null" })).rejects.toThrow("expected a file or directory, received something else");
});

test("the fingerprint names the roots", async () => {
  const adapter = files();
  expect(await adapter.fingerprint?.(adapter.parameters!.parse({ input: "/tmp/../tmp/x" }))).toEqual({ roots: ["/tmp/x"] });
});

test.each([{}, { input: "" }, { input: [] }, { input: "x", include: [] }, { input: "x", include: "!*.md" }, { input: "x", charset: "klingon" }, { input: "x", hidden: "maybe" }])(
  "the parameters %o are refused",
  (wrong) => {
    expect(files().parameters?.safeParse(wrong).success).toBe(false);
  },
);

test.each([0, -1, 1.5, Number.NaN])("the limit %d is refused", (maxFileBytes) => {
  expect(() => files({ maxFileBytes })).toThrow(RangeError);
});
