import { readFile, rm } from "node:fs/promises";
import type { Document } from "@sluice/core-events";
import { sinkContract } from "@sluice/core-events/testing";
import { describe, expect, test } from "vitest";
import { sqliteSink } from "./sqlite.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { querySqlite, readSqlite } from "./testing/read-sqlite.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

describe("sqliteSink() keeps the contract", () => {
  const target = async () => {
    const path = temporaryPath("documents.db");
    const erase = async () => {
      for (const suffix of ["", "-wal", "-shm"]) await rm(path + suffix, { force: true });
    };
    return { sink: sqliteSink({ path }), read: async () => readSqlite(path), erase };
  };
  for (const { title, run } of sinkContract({ target })) test(title, run);
});

test.each([
  [{ path: "" }, "path must be a non-empty string, received an empty one"],
  [{ path: "a\0b" }, "path must not contain NUL"],
  [{ path: "a", table: 'x"; DROP TABLE y' }, "table must be ASCII letters"],
  [{ path: "a", table: "sluice_checkpoints" }, "table must be ASCII letters"],
  [{ path: "a", table: "t".repeat(41) }, "table must be ASCII letters"],
  [{ path: "a", name: "" }, "name must be a non-empty string"],
  [{ path: "a", ifExists: "ask" }, "ifExists must be one of refuse, append, overwrite, received ask"],
  [{ path: "a", busyTimeoutMs: -1 }, "busyTimeoutMs must be an integer >= 0"],
  [{ path: "a", maxDocumentChars: 2 ** 29 }, "maxDocumentChars must be an integer from 1 to 268435456"],
])("C13 sqliteSink(%j) is refused at once", (options, message) => {
  expect(() => sqliteSink(options as never)).toThrow(`Cannot use an SQLite database: ${message}`);
});

test("a document with the same id replaces the one before, also within a batch", async () => {
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.write([documentOf(1, "old"), documentOf(1, "newer")]);
  await sink.commit(checkpointOf(2));
  await sink.write([documentOf(1, "newest"), documentOf(2)]);
  expect(await sink.commit(checkpointOf(4))).toMatchObject({ documents: 2 });
  expect(readSqlite(path)).toEqual([documentOf(1, "newest"), documentOf(2)]);
});

test("C13 SQL in ids and texts stays text", async () => {
  const path = temporaryPath("documents.db");
  const evil = `'); DROP TABLE documents; --"`;
  const document: Document = { ...documentOf(1, evil), docId: evil, title: evil, metadata: { [evil]: evil } };
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.write([document]);
  await sink.commit(checkpointOf(1));
  expect(readSqlite(path)).toEqual([document]);
});

test("every part of a real document is kept", async () => {
  const raw: unknown = JSON.parse(await readFile(new URL("./__fixtures__/NCT00973089.json", import.meta.url), "utf8"));
  const document: Document = { ...documentOf(1), sections: [{ title: null, text: "a" }], raw };
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path, table: "trials" }).open({ position: null });
  await sink.write([document]);
  await sink.commit(checkpointOf(1));
  expect(readSqlite(path, "trials")).toEqual([document]);
  expect(querySqlite(path, "SELECT raw ->> '$.protocolSection.identificationModule.nctId' AS id FROM trials")).toEqual([{ id: "NCT00973089" }]);
});

test("the checkpoint stands in the database as the commit covers it, without its cursor", async () => {
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.write([documentOf(1)]);
  await sink.commit({ ...checkpointOf(1), cursor: { next: "https://h/?key=s3cr3t" } });
  const [row] = querySqlite(path, "SELECT * FROM sluice_checkpoints");
  expect(row).toMatchObject({ target: "documents", layout: 1, commit_no: 1, run_id: "r1", adapter: "test", completed: 1, failed: 0 });
  expect(JSON.stringify(row)).not.toContain("s3cr3t");
});

test("readers see nothing of a commit until it is whole", async () => {
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.commit(checkpointOf(0));
  await sink.write([documentOf(1)]);
  expect(readSqlite(path)).toEqual([]);
  await sink.commit(checkpointOf(1));
  expect(readSqlite(path)).toEqual([documentOf(1)]);
});

test("B3 opened at an older commit, the table is what it was then: new rows go and replaced ones come back", async () => {
  const path = temporaryPath("documents.db");
  const sink = sqliteSink({ path });
  let older;
  {
    await using open = await sink.open({ position: null });
    await open.write([documentOf(1, "first"), documentOf(2, "first")]);
    older = await open.commit(checkpointOf(2));
    await open.write([documentOf(1, "second"), documentOf(3)]);
    await open.commit(checkpointOf(4));
    await open.write([documentOf(1, "third"), documentOf(3, "second"), documentOf(4)]);
    await open.commit(checkpointOf(7));
  }
  await using again = await sink.open({ position: older });
  expect(readSqlite(path)).toEqual([documentOf(1, "first"), documentOf(2, "first")]);
  await again.write([documentOf(5)]);
  expect(await again.commit(checkpointOf(3))).toMatchObject({ commit: 2, documents: 3 });
});

test("rows written ahead of their commit are taken back with it", async () => {
  const path = temporaryPath("documents.db");
  const sink = sqliteSink({ path });
  let position;
  {
    await using open = await sink.open({ position: null });
    await open.write([documentOf(1)]);
    position = await open.commit(checkpointOf(1));
    await open.write(Array.from({ length: 12_000 }, (_, n) => documentOf(n, "ahead")));
  }
  expect(readSqlite(path).length).toBeGreaterThan(1);
  await using _ = await sink.open({ position });
  expect(readSqlite(path)).toEqual([documentOf(1)]);
});

test("a checkpoint older than the versions that are kept is refused, and changes nothing", async () => {
  const path = temporaryPath("documents.db");
  const sink = sqliteSink({ path });
  const positions = [];
  {
    await using open = await sink.open({ position: null });
    for (let n = 0; n < 8; n += 1) {
      await open.write([documentOf(1, `version ${n}`)]);
      positions.push(await open.commit(checkpointOf(n)));
    }
  }
  const error = await errorWithCode(sink.open({ position: positions[1]! }), "CHECKPOINT_MISMATCH");
  expect(error.message).toContain("must be of commit 4 or later, received 2");
  expect(readSqlite(path)).toEqual([documentOf(1, "version 7")]);
  await using _ = await sink.open({ position: positions[3]! });
  expect(readSqlite(path)).toEqual([documentOf(1, "version 3")]);
});

describe("a new run on a table that holds documents", () => {
  async function filled(): Promise<string> {
    const path = temporaryPath("documents.db");
    await using open = await sqliteSink({ path }).open({ position: null });
    await open.write([documentOf(1, "before"), documentOf(2, "before")]);
    await open.commit(checkpointOf(2));
    return path;
  }

  test("is refused without being told otherwise", async () => {
    const path = await filled();
    await errorWithCode(sqliteSink({ path }).open({ position: null }), "SINK_EXISTS");
    expect(readSqlite(path)).toHaveLength(2);
  });

  test("appends, replaces by id, and gives back what it replaced when it is cut back", async () => {
    const path = await filled();
    const sink = sqliteSink({ path, ifExists: "append" });
    let position;
    {
      await using open = await sink.open({ position: null });
      position = await open.commit(checkpointOf(0));
      await open.write([documentOf(2, "after"), documentOf(3, "after")]);
      expect(await open.commit(checkpointOf(2))).toMatchObject({ documents: 2 });
      expect(readSqlite(path)).toEqual([documentOf(1, "before"), documentOf(2, "after"), documentOf(3, "after")]);
    }
    await using _ = await sink.open({ position });
    expect(readSqlite(path)).toEqual([documentOf(1, "before"), documentOf(2, "before")]);
  });

  test("overwrites", async () => {
    const path = await filled();
    await using open = await sqliteSink({ path, ifExists: "overwrite" }).open({ position: null });
    await open.write([documentOf(3)]);
    await open.commit(checkpointOf(1));
    expect(readSqlite(path)).toEqual([documentOf(3)]);
  });

  test("is another run: positions of the one before are refused", async () => {
    const path = await filled();
    const [row] = querySqlite(path, "SELECT run FROM sluice_checkpoints");
    await (await sqliteSink({ path, ifExists: "append" }).open({ position: null }))[Symbol.asyncDispose]();
    const position = { run: String(row?.["run"]), commit: 1, base: 0, documents: 2 };
    await errorWithCode(sqliteSink({ path }).open({ position }), "CHECKPOINT_MISMATCH");
  });
});

test("two tables of one database have checkpoints of their own, side by side", async () => {
  const path = temporaryPath("documents.db");
  await using a = await sqliteSink({ path, table: "a" }).open({ position: null });
  await using b = await sqliteSink({ path, table: "b" }).open({ position: null });
  await Promise.all([a.write([documentOf(1)]), b.write([documentOf(2)])]);
  await Promise.all([a.commit(checkpointOf(1)), b.commit(checkpointOf(1))]);
  expect([readSqlite(path, "a"), readSqlite(path, "b")]).toEqual([[documentOf(1)], [documentOf(2)]]);
  expect(querySqlite(path, "SELECT target, commit_no FROM sluice_checkpoints ORDER BY target")).toEqual([{ target: "a", commit_no: 1 }, { target: "b", commit_no: 1 }]);
});

test("prepare() fails a document that is too long or cannot be stored, and only that one", async () => {
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path, maxDocumentChars: 1_000 }).open({ position: null });
  const preparing = (document: Document) => Promise.resolve().then(() => sink.prepare?.(document));
  expect((await errorWithCode(preparing(documentOf(1, "x".repeat(1_001))), "RECORD_TOO_LARGE")).context).toMatchObject({ docId: "d1", maxChars: 1_000 });
  expect((await errorWithCode(preparing(documentOf(2, "\ud800")), "DOCUMENT_UNSERIALIZABLE")).context).toEqual({ docId: "d2", column: "text" });
  await errorWithCode(preparing({ ...documentOf(3), metadata: { n: 1n } }), "DOCUMENT_UNSERIALIZABLE");
  await sink.write([documentOf(4)]);
  await sink.commit(checkpointOf(1));
  expect(readSqlite(path)).toEqual([documentOf(4)]);
});

test("C7 a document of 10 MB is kept whole", async () => {
  const path = temporaryPath("documents.db");
  const document = { ...documentOf(1, "ä\n".repeat(5_000_000)), raw: { kept: "\0 \ud800" } };
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.write([document]);
  await sink.commit(checkpointOf(1));
  expect(readSqlite(path)).toEqual([document]);
});

test.each([[{}], [7], [{ bytes: 5 }], [{ run: "r", commit: -1, base: 0, documents: 0 }]])("open() refuses %j, which is no position of a table", async (position) => {
  await errorWithCode(sqliteSink({ path: temporaryPath("a.db") }).open({ position }), "CHECKPOINT_MISMATCH");
});
