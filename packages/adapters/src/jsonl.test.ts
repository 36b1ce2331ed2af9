import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { jsonl } from "./jsonl.js";
import { runAdapter } from "./testing/run-adapter.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";

describe("jsonl keeps the adapter contract", () => {
  const specimens = { input: fixture("aafc-herbarium-raw.jsonl"), idField: "specimen_id" };
  for (const { title, run } of adapterContract({ adapter: () => jsonl(), parameters: specimens, items: 20 })) test(title, run);
});

describe("jsonl keeps the adapter contract over several files, also gzip", () => {
  const input = [fixture("openalex-works.jsonl.gz"), fixture("aafc-herbarium-raw.jsonl"), fixture("openalex-works.jsonl.gz")];
  for (const { title, run } of adapterContract({ adapter: () => jsonl(), parameters: { input }, items: 27 + 20 + 27 })) test(title, run);
});

test("jsonl() gives each record unchanged as raw", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", '{"id":"x","n":1,"__proto__":{"y":2}}\r\n\n{"id":7,"t":{"deep":"title"}}');
  const { documents } = await runAdapter(jsonl(), { input, titleField: "t.deep" });
  expect(documents.map(({ docId, title }) => [docId, title])).toEqual([["x", null], ["7", "title"]]);
  expect(JSON.stringify(documents[0]?.raw)).toBe('{"id":"x","n":1,"__proto__":{"y":2}}');
  expect(documents[0]).toMatchObject({ text: null, metadata: {}, provenance: { source: "jsonl" } });
});

test("jsonl() keeps numbers exactly, also in ids and by way of a dead-letter file", async () => {
  using folder = new TemporaryFolder();
  const line = '{"id":12345678901234567890,"a":-0,"b":1e400,"c":0.10000000000000000001}';
  const { documents } = await runAdapter(jsonl(), { input: folder.file("a.jsonl", line) });
  expect(documents[0]?.docId).toBe("12345678901234567890");
  expect(JSON.stringify(documents[0]?.raw)).toBe(line);
});

test("jsonl() fails what is not an object alone, with file and line", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", '{"id":"1"}\nnull\n[1]\n"s"\n12345678901234567890\n{"id":\n\0\n{"id":"2"}\n');
  const { documents, errors, raws } = await runAdapter(jsonl(), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["1", "2"]);
  expect(raws.map(({ docId }) => docId).slice(1, 7)).toEqual(["a.jsonl:2", "a.jsonl:3", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6", "a.jsonl:7"]);
  expect(errors.every((error) => SluiceError.is(error) && error.code === "RECORD_MALFORMED")).toBe(true);
  expect(errors[0]?.message).toBe("Cannot parse line 2 of a.jsonl: expected a JSON object, received null");
  expect(errors[4]).toMatchObject({ context: { file: "a.jsonl", line: 6 } });
  expect(errors[4]?.cause).toBeInstanceOf(SyntaxError);
});

test("jsonl() passes line separators, NUL, lone surrogates and long strings as they are", async () => {
  using folder = new TemporaryFolder();
  const value = { id: "x", text: "\n\r\u2028\ud800\0", long: "y".repeat(1_000_000) };
  const { documents } = await runAdapter(jsonl(), { input: folder.file("a.jsonl", JSON.stringify(value)) });
  expect(documents[0]?.raw).toEqual(value);
});

test("jsonl() fails bytes outside the encoding alone and stores no replacement character", async () => {
  using folder = new TemporaryFolder();
  const bytes = Buffer.concat([Buffer.from('\ufeff{"id":"1"}\n{"id":"P'), Buffer.of(0xe9), Buffer.from('ter"}\n{"id":"3"}\n')]);
  const { documents, errors, raws } = await runAdapter(jsonl(), { input: folder.file("a.jsonl", bytes) });
  expect(documents.map(({ docId }) => docId)).toEqual(["1", "3"]);
  expect(errors.map(({ message }) => message)).toEqual(["Cannot decode line 2 of a.jsonl: expected utf-8, received other bytes"]);
  expect(JSON.stringify(raws)).not.toContain("\ufffd");
});

test("jsonl() reads the encoding it is told", async () => {
  using folder = new TemporaryFolder();
  const latin = folder.file("a.jsonl", Buffer.from('{"id":"Péter"}\n', "latin1"));
  const wide = folder.file("b.jsonl", Buffer.from('\ufeff{"id":"ソ"}\n{"id":"2"}', "utf16le"));
  expect((await runAdapter(jsonl(), { input: latin, encoding: "windows-1252" })).documents[0]?.docId).toBe("Péter");
  expect((await runAdapter(jsonl(), { input: wide, encoding: "utf-16" })).documents.map(({ docId }) => docId)).toEqual(["ソ", "2"]);
});

test("jsonl() fails a record without the id field it was asked for", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", '{"meta":{"key":"k"}}\n{"meta":{"key":""}}\n{"meta":7}\n{"n":12345678901234567890}\n');
  const { documents, errors } = await runAdapter(jsonl(), { input, idField: "meta.key" });
  expect(documents.map(({ docId }) => docId)).toEqual(["k"]);
  expect(errors.map(({ message }) => message)).toEqual(
    [2, 3, 4].map((line) => `Cannot identify line ${line} of a.jsonl: expected a non-empty string or number in meta.key, received none`),
  );
});

test("jsonl() names records without id by their place, apart for two files of one name", async () => {
  using folder = new TemporaryFolder();
  mkdirSync(join(folder.path, "sub"));
  const input = [folder.file("a.jsonl", "{}\n\n{}\n"), folder.file("sub/a.jsonl", '{"id":null}\n')];
  const { documents } = await runAdapter(jsonl(), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["a.jsonl:1", "a.jsonl:3", "a.jsonl~2:1"]);
});

test("jsonl() fails a line beyond maxRecordBytes alone", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", `{"id":"1"}\n{"id":"${"x".repeat(500_000)}"}\n{"id":"3"}\n`);
  const { documents, errors } = await runAdapter(jsonl({ maxRecordBytes: 1000 }), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["1", "3"]);
  expect(errors[0]).toMatchObject({ code: "RECORD_TOO_LARGE" });
  expect(errors[0]?.message).toContain("expected at most 1000 bytes (maxRecordBytes), received 500010");
});

test("jsonl() parses a dead letter whose text has been mended", async () => {
  const adapter = jsonl();
  const parameters = { input: "a.jsonl", encoding: "utf-8" };
  const context = { parameters, signal: new AbortController().signal, emit: () => undefined, circuitChanged: () => undefined };
  const broken = { file: "a.jsonl", line: 3, bytes: 9, docId: "a.jsonl:3", problem: { code: "RECORD_MALFORMED", message: "broken" } } as const;
  expect(await adapter.parse({ ...broken, text: '{"a":1}' }, context)).toMatchObject({ docId: "a.jsonl:3", raw: { a: 1 } });
  expect(() => adapter.parse(broken, context)).toThrow("broken");
});

test("jsonl() survives a very deep record", async () => {
  using folder = new TemporaryFolder();
  const depth = 200_000;
  const input = folder.file("a.jsonl", `{"id":"1"}\n{"n":12345678901234567890,"deep":${"[".repeat(depth)}${"]".repeat(depth)}}\n{"id":"3"}\n`);
  const { documents, errors } = await runAdapter(jsonl(), { input });
  expect(documents.map(({ docId }) => docId)).toEqual(["1", "3"]);
  expect(errors).toHaveLength(1);
});

test("jsonl() marks at least every 256 records", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", Array.from({ length: 3000 }, (_, n) => `{"id":${n}}\n`).join(""));
  const { marks } = await runAdapter(jsonl(), { input });
  const gaps = marks.map(({ before }, index) => (marks[index + 1]?.before ?? 3000) - before);
  expect(marks[0]).toEqual({ cursor: { file: 0, offset: 0, line: 0 }, before: 0 });
  expect(Math.max(...gaps)).toBeLessThanOrEqual(256);
});

test("jsonl() reads on from a mark in the middle of a file", async () => {
  using folder = new TemporaryFolder();
  const content = Array.from({ length: 1000 }, (_, n) => `{"id":"é${n}"}\n`).join("");
  for (const input of [folder.file("a.jsonl", content), folder.file("a.jsonl.gz", gzipSync(content))]) {
    const { marks, documents } = await runAdapter(jsonl(), { input });
    const { cursor, before } = marks.at(-1)!;
    const rest = await runAdapter(jsonl(), { input }, { cursor });
    expect(before).toBeGreaterThan(700);
    expect(rest.documents).toEqual(documents.slice(before));
  }
});

test("jsonl() ends with SOURCE_TRUNCATED where a gzip file is cut short", async () => {
  using folder = new TemporaryFolder();
  const whole = gzipSync(Array.from({ length: 5000 }, (_, n) => `{"id":"${n * 7919}"}\n`).join(""));
  for (const length of [0, 5, Math.floor(whole.length / 2), whole.length - 1]) {
    const input = folder.file("a.jsonl.gz", whole.subarray(0, length));
    await expect(runAdapter(jsonl(), { input })).rejects.toMatchObject({ code: "SOURCE_TRUNCATED" });
  }
});

test("jsonl() ends with SOURCE_UNREADABLE where a gzip file is damaged", async () => {
  using folder = new TemporaryFolder();
  const bytes = gzipSync('{"id":"1"}\n'.repeat(1000));
  bytes.writeUInt32LE(0, bytes.length - 8); // the checksum
  await expect(runAdapter(jsonl(), { input: folder.file("a.gz", bytes) })).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
});

test.each(["missing.jsonl", "directory", "dangling"])("jsonl() refuses %s before the first record", async (name) => {
  using folder = new TemporaryFolder();
  mkdirSync(join(folder.path, "directory"));
  symlinkSync(join(folder.path, "nowhere"), join(folder.path, "dangling"));
  const path = join(folder.path, name);
  const run = runAdapter(jsonl(), { input: [folder.file("a.jsonl", "{}"), path] });
  await expect(run).rejects.toMatchObject({ code: "SOURCE_UNREADABLE", context: { path } });
  await expect(run).rejects.toThrow(path);
});

test("jsonl() refuses a file without read permission", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", "{}");
  chmodSync(folder.path, 0o755);
  chmodSync(input, 0o000);
  const isRoot = process.geteuid?.() === 0; // no permission stops root, so root steps down for the moment
  if (isRoot) process.seteuid?.("nobody");
  try {
    await expect(runAdapter(jsonl(), { input })).rejects.toMatchObject({ code: "SOURCE_UNREADABLE", context: { path: input } });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("jsonl() refuses a cursor of another source or behind the end", async () => {
  using folder = new TemporaryFolder();
  const input = folder.file("a.jsonl", "{}\n");
  await expect(runAdapter(jsonl(), { input }, { cursor: { page: 3 } })).rejects.toMatchObject({ code: "CHECKPOINT_MISMATCH" });
  await expect(runAdapter(jsonl(), { input }, { cursor: { file: 0, offset: 99, line: 9 } })).rejects.toMatchObject({ code: "SOURCE_TRUNCATED" });
});

test("jsonl() ends with the signal's reason, before and while reading", async () => {
  const reason = new Error("stop");
  const input = fixture("aafc-herbarium-raw.jsonl");
  await expect(runAdapter(jsonl(), { input }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("jsonl() fingerprints name, size and content", async () => {
  using folder = new TemporaryFolder();
  const adapter = jsonl();
  const fingerprint = async (content: string): Promise<unknown> =>
    adapter.fingerprint?.({ input: folder.file("a.jsonl", content), encoding: "utf-8" });
  const first = await fingerprint('{"id":"1"}');
  expect(first).toEqual({ files: [{ name: "a.jsonl", size: 10, sha256: createHash("sha256").update('{"id":"1"}').digest("hex") }] });
  expect(await fingerprint('{"id":"1"}')).toEqual(first);
  expect(await fingerprint('{"id":"2"}')).not.toEqual(first);
});

test("jsonl() counts lines, but not those of standard input", async () => {
  using folder = new TemporaryFolder();
  const adapter = jsonl();
  const estimate = async (input: string): Promise<unknown> =>
    adapter.estimateTotal?.({ parameters: { input, encoding: "utf-8" }, signal: new AbortController().signal, emit: () => undefined, circuitChanged: () => undefined });
  expect(await estimate(folder.file("a.jsonl", "{}\n{}\n{}"))).toBe(3);
  expect(await estimate(fixture("openalex-works.jsonl.gz"))).toBe(27);
  expect(await estimate("-")).toBeNull();
});

test.each([0, -1, 1.5, Number.NaN, "100"])("jsonl() refuses maxRecordBytes %s", (maxRecordBytes) => {
  expect(() => jsonl({ maxRecordBytes: maxRecordBytes as number })).toThrow(RangeError);
});

test("jsonl() refuses an encoding that nobody knows", () => {
  expect(jsonl().parameters?.safeParse({ input: "a", encoding: "klingon" }).success).toBe(false);
});
