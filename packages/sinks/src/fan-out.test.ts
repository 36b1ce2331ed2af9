import { rm } from "node:fs/promises";
import { type Document, type OpenSink, type Sink, SluiceError } from "@sluice/core-events";
import { sinkContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { fanOut } from "./fan-out.js";
import { jsonlSink } from "./jsonl.js";
import { sqliteSink } from "./sqlite.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { readSqlite } from "./testing/read-sqlite.js";
import { readValues } from "./testing/read-values.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

interface Pair {
  readonly jsonl: string;
  readonly sqlite: string;
  readonly sink: Sink;
}

function pair(change: (sink: Sink) => Sink = (sink) => sink): Pair {
  const jsonl = temporaryPath("documents.jsonl");
  const sqlite = temporaryPath("documents.db");
  return { jsonl, sqlite, sink: fanOut([jsonlSink({ path: jsonl }), change(sqliteSink({ path: sqlite }))]) };
}

/** A sink whose commit number `at` fails, before or after it was done. */
function failingCommit(sink: Sink, at: number, isDone: boolean): Sink {
  let commits = 0;
  return {
    name: sink.name,
    async open(options) {
      const open = await sink.open(options);
      const failing: OpenSink = {
        prepare: (document) => open.prepare?.(document),
        write: (documents) => open.write(documents),
        async commit(checkpoint) {
          commits += 1;
          if (commits !== at) return await open.commit(checkpoint);
          if (isDone) await open.commit(checkpoint);
          throw new SluiceError("Cannot commit: the disk is gone", { code: "SINK_FAILED", context: { disk: 7 } });
        },
        [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
      };
      return failing;
    },
  };
}

async function held({ jsonl, sqlite }: Pair): Promise<[unknown[], Document[]]> {
  return [await readValues(jsonl), readSqlite(sqlite)];
}

describe("fanOut() keeps the contract", () => {
  const target = async () => {
    const { jsonl, sqlite, sink } = pair();
    const erase = async () => {
      for (const path of [jsonl, sqlite, `${sqlite}-wal`, `${sqlite}-shm`]) await rm(path, { force: true });
    };
    return { sink, read: async () => readSqlite(sqlite), erase };
  };
  for (const { title, run } of sinkContract({ target })) test(title, run);
});

test("each document is in every member, and the position holds those of all", async () => {
  const both = pair();
  await using open = await both.sink.open({ position: null });
  await open.write([documentOf(1), documentOf(2)]);
  const position = await open.commit(checkpointOf(2));
  expect(position).toMatchObject({ members: { jsonl: { bytes: expect.any(Number) as number }, sqlite: { commit: 1, documents: 2 } } });
  expect(await held(both)).toEqual([[documentOf(1), documentOf(2)], [documentOf(1), documentOf(2)]]);
});

test.each([
  ["fails", false, ["jsonl"]],
  ["has committed and fails to say so", true, ["jsonl"]],
])("C14 where one member %s no checkpoint holds, and resume brings both level", async (_what, isDone, holding) => {
  const both = pair((sink) => failingCommit(sink, 2, isDone));
  let position;
  {
    await using open = await both.sink.open({ position: null });
    await open.write([documentOf(1)]);
    position = await open.commit(checkpointOf(1));
    await open.write([documentOf(2)]);
    const error = await errorWithCode(open.commit(checkpointOf(2)), "SINK_FAILED");
    expect(error.message).toBe("Cannot commit sqlite of the fan-out, while jsonl did: Cannot commit: the disk is gone");
    expect(error.context).toEqual({ disk: 7, sink: "sqlite", failed: ["sqlite"], held: holding });
    await expect(open.write([documentOf(3)])).rejects.toBe(error);
  }
  await using again = await both.sink.open({ position });
  expect(await held(both)).toEqual([[documentOf(1)], [documentOf(1)]]);
  await again.write([documentOf(2)]);
  await again.commit(checkpointOf(2));
  expect(await held(both)).toEqual([[documentOf(1), documentOf(2)], [documentOf(1), documentOf(2)]]);
});

test("a document that one member cannot take fails for all", async () => {
  const both = pair();
  await using open = await both.sink.open({ position: null });
  expect(() => open.prepare?.(documentOf(1, "\ud800"))).toThrow("lone surrogate");
  await open.write([documentOf(2)]);
  await open.commit(checkpointOf(1));
  expect(await held(both)).toEqual([[documentOf(2)], [documentOf(2)]]);
});

test("where one member cannot be opened none stays open", async () => {
  const both = pair();
  const broken: Sink = { name: "broken", open: () => Promise.reject(new SluiceError("Cannot open", { code: "SINK_UNWRITABLE" })) };
  await errorWithCode(fanOut([sqliteSink({ path: both.sqlite }), broken]).open({ position: null }), "SINK_UNWRITABLE");
  await rm(both.sqlite);
  await (await both.sink.open({ position: null }))[Symbol.asyncDispose]();
});

test("a member that lacks what its position says stops the resume", async () => {
  const both = pair();
  let position;
  {
    await using open = await both.sink.open({ position: null });
    await open.write([documentOf(1)]);
    position = await open.commit(checkpointOf(1));
  }
  await rm(both.jsonl);
  await errorWithCode(both.sink.open({ position }), "SINK_TRUNCATED");
});

test("members that differ from those of the checkpoint are refused by name", async () => {
  const both = pair();
  await using open = await both.sink.open({ position: null });
  const position = await open.commit(checkpointOf(0));
  const other = fanOut([jsonlSink({ path: both.jsonl }), jsonlSink({ path: both.jsonl, name: "copy" })]);
  expect((await errorWithCode(other.open({ position }), "CHECKPOINT_MISMATCH")).message).toContain("jsonl, sqlite, received jsonl, copy");
  await errorWithCode(both.sink.open({ position: { bytes: 7 } }), "CHECKPOINT_MISMATCH");
});

test("fanOut() without members, or with two of one name, is refused at once", () => {
  expect(() => fanOut([])).toThrow("at least one sink");
  expect(() => fanOut([jsonlSink({ path: "a" }), jsonlSink({ path: "b" })])).toThrow("received jsonl twice");
});
