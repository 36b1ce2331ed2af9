import { rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createReadStream } from "node:fs";
import { execFileSync } from "node:child_process";
import type { Document } from "@sluice/core-events";
import { collect, sinkContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { jsonlSink } from "./jsonl.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { readValues } from "./testing/read-values.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

describe.each([{ gzip: false }, { gzip: true }])("jsonlSink($gzip) keeps the contract", ({ gzip }) => {
  const target = async () => {
    const path = temporaryPath("documents.jsonl");
    return {
      sink: jsonlSink({ path, gzip }),
      read: async () => (await readValues(path)) as Document[],
      erase: async () => rmSync(path),
    };
  };
  for (const { title, run } of sinkContract({ target })) test(title, run);
});

test("jsonlSink() is named jsonl unless told otherwise", () => {
  expect(jsonlSink({ path: "a.jsonl" }).name).toBe("jsonl");
  expect(jsonlSink({ path: "a.jsonl", name: "copies" }).name).toBe("copies");
});

test.each([
  [{ path: "" }, "path must be a non-empty string, received an empty one"],
  [{ path: 7 }, "path must be a non-empty string, received number"],
  [{ path: "a\0b" }, "path must not contain NUL"],
  [{ path: "a", name: "" }, "name must be a non-empty string"],
  [{ path: "a", gzip: "yes" }, "gzip must be a boolean, received string"],
  [{ path: "a", ifExists: "ask" }, "ifExists must be one of refuse, append, overwrite, received ask"],
])("jsonlSink(%j) is refused at once", (options, message) => {
  expect(() => jsonlSink(options as never)).toThrow(new RegExp(`^Cannot use a JSON Lines file: ${message}`));
});

test("write() keeps real documents equal, one per line", async () => {
  const raw: unknown = JSON.parse(await readFile(new URL("./__fixtures__/NCT00973089.json", import.meta.url), "utf8"));
  const document: Document = { ...documentOf(1), raw };
  const path = temporaryPath("documents.jsonl");
  await using sink = await jsonlSink({ path }).open({ position: null });
  await sink.write([document, documentOf(2)]);
  await sink.commit(checkpointOf(2));
  expect(await readValues(path)).toEqual([document, documentOf(2)]);
});

test("no text makes readline see more lines than there are documents", async () => {
  const path = temporaryPath("documents.jsonl");
  const documents = ["\n", "\r\n", "\u2028", "\u2029", "\u0085", "\0", "\ud800", "\udc00", "\v\f"].map((text, n) => documentOf(n, text));
  await using sink = await jsonlSink({ path }).open({ position: null });
  await sink.write(documents);
  await sink.commit(checkpointOf(documents.length));
  const lines = await collect(createInterface({ input: createReadStream(path), crlfDelay: Infinity }));
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(documents);
});

test("a document of 10 MB is kept whole", async () => {
  const path = temporaryPath("documents.jsonl");
  const document = documentOf(1, "ä\n".repeat(5_000_000));
  await using sink = await jsonlSink({ path }).open({ position: null });
  await sink.write([document, documentOf(2)]);
  await sink.commit(checkpointOf(2));
  expect(await readValues(path)).toEqual([document, documentOf(2)]);
});

test("the gzip file is what zcat expects, and smaller", async () => {
  const path = temporaryPath("documents.jsonl.gz");
  const documents = Array.from({ length: 5_000 }, (_, n) => documentOf(n, "fern ".repeat(100)));
  await using sink = await jsonlSink({ path, gzip: true }).open({ position: null });
  await sink.write(documents.slice(0, 4_000));
  await sink.commit(checkpointOf(4_000));
  await sink.write(documents.slice(4_000));
  await sink.commit(checkpointOf(5_000));
  const text = execFileSync("zcat", [path], { encoding: "utf8", maxBuffer: 2 ** 26 });
  expect(text).toBe(documents.map((document) => `${JSON.stringify(document)}\n`).join(""));
  expect(statSync(path).size).toBeLessThan(text.length / 10);
});

const circular: Record<string, unknown> = {};
circular["self"] = circular;
const throwing = { toJSON: () => { throw new Error("no"); } };

test.each([["a BigInt", { n: 1n }], ["a cycle", circular], ["a throwing toJSON()", throwing]])(
  "prepare() fails a document that holds %s, and only that one",
  async (_, metadata) => {
    const path = temporaryPath("documents.jsonl");
    await using sink = await jsonlSink({ path }).open({ position: null });
    const prepared = Promise.resolve().then(() => sink.prepare?.({ ...documentOf(1), metadata }));
    expect((await errorWithCode(prepared, "DOCUMENT_UNSERIALIZABLE")).context).toEqual({ docId: "d1" });
    await sink.write([documentOf(2)]);
    await sink.commit(checkpointOf(1));
    expect(await readValues(path)).toEqual([documentOf(2)]);
  },
);

test("prepare() refuses a document that serialises to nothing", async () => {
  await using sink = await jsonlSink({ path: temporaryPath("a.jsonl") }).open({ position: null });
  const nothing = Object.assign(documentOf(1), { toJSON: () => undefined });
  expect(() => sink.prepare?.(nothing)).toThrow("Cannot serialise document d1: it must be a JSON value, received nothing");
});

test("write() accepts none of a batch that holds a document it cannot serialise", async () => {
  const path = temporaryPath("documents.jsonl");
  await using sink = await jsonlSink({ path }).open({ position: null });
  await errorWithCode(sink.write([documentOf(1), { ...documentOf(2), metadata: { n: 2n } }]), "DOCUMENT_UNSERIALIZABLE");
  await sink.write([documentOf(3)]);
  await sink.commit(checkpointOf(1));
  expect(await readValues(path)).toEqual([documentOf(3)]);
});

test("write() uses what prepare() made", async () => {
  const path = temporaryPath("documents.jsonl");
  let calls = 0;
  const counted = { ...documentOf(1), toJSON: () => ({ ...documentOf(1), calls: (calls += 1) }) };
  await using sink = await jsonlSink({ path }).open({ position: null });
  sink.prepare?.(counted);
  await sink.write([counted]);
  await sink.commit(checkpointOf(1));
  expect(calls).toBe(1);
});

test("a batch written twice appears twice", async () => {
  const path = temporaryPath("documents.jsonl");
  await using sink = await jsonlSink({ path }).open({ position: null });
  const batch = [documentOf(1)];
  await sink.write(batch);
  await sink.write(batch);
  await sink.commit(checkpointOf(2));
  expect(await readValues(path)).toEqual([documentOf(1), documentOf(1)]);
});

test("open() rethrows the reason of an aborted signal and touches nothing", async () => {
  const path = temporaryPath("documents.jsonl");
  const reason = new Error("stop");
  await expect(jsonlSink({ path }).open({ position: null, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(() => statSync(path)).toThrow("ENOENT");
});

test.each([[{}], [7], [{ bytes: -1 }], [{ bytes: "1" }], [{ bytes: 5, lastMember: 5 }], [[]]])(
  "open() refuses %j, which is no position of a JSON Lines file",
  async (position) => {
    const opened = jsonlSink({ path: temporaryPath("a.jsonl") }).open({ position });
    expect((await errorWithCode(opened, "CHECKPOINT_MISMATCH")).message).toContain(JSON.stringify(position));
  },
);
