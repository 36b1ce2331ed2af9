import { appendFileSync, readFileSync, rmSync, statSync } from "node:fs";
import type { DeadLetter, Document, Sink } from "@sluice/core-events";
import { collect, sinkContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { jsonlDeadLetters } from "./jsonl-dead-letters.js";
import { readDeadLetters } from "./read-dead-letters.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { checkpointOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

function letterOf(raw: unknown, docId: string | null = "d1"): DeadLetter {
  const failure = { error: "Cannot parse", errorType: "RECORD_MALFORMED", retryCount: 0, isRetryable: false };
  return { docId, adapter: "jsonl", runId: "r1", timestamp: 1, ...failure, raw };
}

async function keep(path: string, letters: readonly DeadLetter[]): Promise<void> {
  await using sink = await jsonlDeadLetters({ path }).open({ position: null });
  for (const letter of letters) sink.prepare?.(letter);
  await sink.write(letters);
  await sink.commit(checkpointOf(letters.length));
}

/** A sink of documents that keeps each as a dead letter's record, so that the shared contract can be run. */
function asDocumentSink(sink: Sink<DeadLetter>): Sink {
  return {
    name: sink.name,
    async open(options) {
      const open = await sink.open(options);
      const letters = new WeakMap<Document, DeadLetter>();
      const letterFor = (document: Document) => letters.get(document) ?? letterOf(document, document.docId);
      return {
        prepare: (document) => open.prepare?.(letters.set(document, letterOf(document, document.docId)).get(document)!),
        write: (documents, options) => open.write(documents.map(letterFor), options),
        commit: (checkpoint) => open.commit(checkpoint),
        [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
      };
    },
  };
}

describe.each([{ gzip: false }, { gzip: true }])("jsonlDeadLetters($gzip) keeps the contract", ({ gzip }) => {
  const target = async () => {
    const path = temporaryPath("dead-letters.jsonl");
    const read = async () => (await collect(readDeadLetters(path))).map(({ deadLetter }) => deadLetter.raw as Document);
    return { sink: asDocumentSink(jsonlDeadLetters({ path, gzip })), read, erase: async () => rmSync(path) };
  };
  for (const { title, run } of sinkContract({ target })) test(title, run);
});

test("jsonlDeadLetters() is named dead-letters, and its file is empty where nothing fails", async () => {
  const path = temporaryPath("dead-letters.jsonl");
  expect(jsonlDeadLetters({ path }).name).toBe("dead-letters");
  await keep(path, []);
  expect(statSync(path).size).toBe(0);
  expect(await collect(readDeadLetters(path))).toEqual([]);
});

test.each([[null], ["text"], [7], [{ id: 1, nested: [null, "\u2028\n"] }], ["\ud800"]])("the record %j comes back unchanged", async (raw) => {
  const path = temporaryPath("dead-letters.jsonl");
  await keep(path, [letterOf(raw), letterOf(raw, null)]);
  expect(await collect(readDeadLetters(path))).toEqual([
    { line: 1, deadLetter: letterOf(raw) },
    { line: 2, deadLetter: letterOf(raw, null) },
  ]);
});

const circular: Record<string, unknown> = {};
circular["self"] = circular;

test.each([
  ["a BigInt", 1n, "the record cannot be serialised: Do not know how to serialize a BigInt"],
  ["a cycle", circular, /^the record cannot be serialised: Converting circular structure/],
  ["nothing", undefined, "the record is not a JSON value: undefined"],
  ["bytes", Buffer.from("PK"), "the record is binary"],
])("a record that is %s is left out with a reason, and its letter is kept", async (_, raw, why) => {
  const path = temporaryPath("dead-letters.jsonl");
  await keep(path, [letterOf(raw), letterOf("next")]);
  const [first, second] = await collect(readDeadLetters(path));
  expect(first?.deadLetter).toMatchObject({ docId: "d1", raw: null, rawOmitted: expect.stringMatching(why) as string });
  expect(second?.deadLetter).toEqual(letterOf("next"));
});

test("readDeadLetters() names the line that is no dead letter", async () => {
  const path = temporaryPath("dead-letters.jsonl");
  await keep(path, [letterOf(1)]);
  const offset = readFileSync(path).length;
  appendFileSync(path, '{"docId":"d2"}\n');
  const error = await errorWithCode(collect(readDeadLetters(path)), "SINK_DAMAGED");
  expect(error.message).toBe(`Cannot read line 2 of ${path}: it must be a dead letter`);
  expect(error.context).toEqual({ path, line: 2, offset });
});

test("readDeadLetters() reports a torn last line behind the whole ones", async () => {
  const path = temporaryPath("dead-letters.jsonl");
  await keep(path, [letterOf(1)]);
  appendFileSync(path, '{"docId":"d2","adap');
  const entries = readDeadLetters(path);
  expect(await entries.next()).toMatchObject({ value: { line: 1 } });
  await expect(entries.next()).rejects.toThrow(`Cannot read line 2 of ${path}: the last line is torn`);
});
