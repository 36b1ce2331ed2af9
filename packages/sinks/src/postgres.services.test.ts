import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Document } from "@sluice/core-events";
import { sinkContract } from "@sluice/core-events/testing";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { postgresSink } from "./postgres.js";
import { CommitProxy } from "./testing/commit-proxy.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { PostgresDatabase, postgresUrl } from "./testing/postgres-database.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";

describe("postgresSink() keeps the contract", () => {
  const target = async () => {
    const database = await PostgresDatabase.create();
    return { sink: postgresSink(database.options), read: () => database.read(), erase: () => database.query("DROP TABLE documents").then(() => undefined) };
  };
  for (const { title, run } of sinkContract({ target })) test(title, run);
});

test("a document with the same id replaces the one before, also within a batch", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink(database.options).open({ position: null });
  await sink.write([documentOf(1, "old"), documentOf(1, "newer")]);
  await sink.commit(checkpointOf(2));
  await sink.write([documentOf(1, "newest"), documentOf(2)]);
  expect(await sink.commit(checkpointOf(4))).toMatchObject({ documents: 2 });
  expect(await database.read()).toEqual([documentOf(1, "newest"), documentOf(2)]);
});

test("C13 SQL in ids and texts stays text", async () => {
  const database = await PostgresDatabase.create();
  const evil = `'); DROP TABLE documents; --"$1`;
  const document: Document = { ...documentOf(1, evil), docId: evil, title: evil, metadata: { [evil]: evil } };
  await using sink = await postgresSink(database.options).open({ position: null });
  await sink.write([document]);
  await sink.commit(checkpointOf(1));
  expect(await database.read()).toEqual([document]);
});

test("every part of a real document is kept, and can be asked for as JSON", async () => {
  const raw: unknown = JSON.parse(await readFile(new URL("./__fixtures__/NCT00973089.json", import.meta.url), "utf8"));
  const document: Document = { ...documentOf(1), sections: [{ title: null, text: "a" }], raw };
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink({ ...database.options, table: "trials" }).open({ position: null });
  await sink.write([document]);
  await sink.commit(checkpointOf(1));
  expect(await database.read("trials")).toEqual([document]);
  expect(await database.query("SELECT raw #>> '{protocolSection,identificationModule,nctId}' AS id, metadata -> 'n' AS n FROM trials")).toEqual([{ id: "NCT00973089", n: 1 }]);
});

test("C7 NUL and lone surrogates fail the document they are in, and only that one; in raw they are kept", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink(database.options).open({ position: null });
  const bad: Document[] = [
    documentOf(1, "a\0b"),
    documentOf(2, "\udc00"),
    { ...documentOf(3), metadata: { deep: ["\0"] } },
    { ...documentOf(4), metadata: { "\ud800": 1 } },
    { ...documentOf(5), sections: [{ title: null, text: "\\\0" }] },
  ];
  for (const document of bad) await errorWithCode(Promise.resolve().then(() => sink.prepare?.(document)), "DOCUMENT_UNSERIALIZABLE");
  const good: Document = { ...documentOf(6, String.raw`\u0000`), metadata: { text: String.raw`\u0000 \ud800` }, raw: { nul: "\0", lone: "\ud800" } };
  sink.prepare?.(good);
  await sink.write([good]);
  await sink.commit(checkpointOf(1));
  expect(await database.read()).toEqual([good]);
});

test("C7 a document of 10 MB is kept whole", async () => {
  const database = await PostgresDatabase.create();
  const document = documentOf(1, "ä\n".repeat(5_000_000));
  await using sink = await postgresSink(database.options).open({ position: null });
  await sink.write([documentOf(0), document, documentOf(2)]);
  await sink.commit(checkpointOf(1));
  expect(await database.read()).toEqual([documentOf(0), document, documentOf(2)]);
});

test("a document beyond maxDocumentChars fails alone", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink({ ...database.options, maxDocumentChars: 1_000 }).open({ position: null });
  await errorWithCode(Promise.resolve().then(() => sink.prepare?.(documentOf(1, "x".repeat(1_000)))), "RECORD_TOO_LARGE");
});

test("B3 opened at an older commit, the table is what it was then: new rows go and replaced ones come back", async () => {
  const database = await PostgresDatabase.create();
  const sink = postgresSink(database.options);
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
  expect(await database.read()).toEqual([documentOf(1, "first"), documentOf(2, "first")]);
  await again.write([documentOf(5)]);
  expect(await again.commit(checkpointOf(3))).toMatchObject({ commit: 2, documents: 3 });
});

test("rows written ahead of their commit are taken back with it", async () => {
  const database = await PostgresDatabase.create();
  const sink = postgresSink(database.options);
  let position;
  {
    await using open = await sink.open({ position: null });
    await open.write([documentOf(1)]);
    position = await open.commit(checkpointOf(1));
    await open.write(Array.from({ length: 12_000 }, (_, n) => documentOf(n, "ahead")));
  }
  expect((await database.read()).length).toBeGreaterThan(1);
  await using _ = await sink.open({ position });
  expect(await database.read()).toEqual([documentOf(1)]);
});

test("a new run appends, replaces by id, and gives back what it replaced when it is cut back", async () => {
  const database = await PostgresDatabase.create();
  {
    await using before = await postgresSink(database.options).open({ position: null });
    await before.write([documentOf(1, "before"), documentOf(2, "before")]);
    await before.commit(checkpointOf(2));
  }
  await errorWithCode(postgresSink(database.options).open({ position: null }), "SINK_EXISTS");
  const sink = postgresSink({ ...database.options, ifExists: "append" });
  let position;
  {
    await using open = await sink.open({ position: null });
    position = await open.commit(checkpointOf(0));
    await open.write([documentOf(2, "after"), documentOf(3, "after")]);
    expect(await open.commit(checkpointOf(2))).toMatchObject({ documents: 2 });
  }
  {
    await using _ = await sink.open({ position });
    expect(await database.read()).toEqual([documentOf(1, "before"), documentOf(2, "before")]);
  }
  await using _ = await postgresSink({ ...database.options, ifExists: "overwrite" }).open({ position: null });
  expect(await database.read()).toEqual([]);
});

test("a checkpoint older than the versions that are kept is refused", async () => {
  const database = await PostgresDatabase.create();
  const sink = postgresSink(database.options);
  const positions = [];
  {
    await using open = await sink.open({ position: null });
    for (let n = 0; n < 8; n += 1) {
      await open.write([documentOf(1, `version ${n}`)]);
      positions.push(await open.commit(checkpointOf(n)));
    }
  }
  await errorWithCode(sink.open({ position: positions[1]! }), "CHECKPOINT_MISMATCH");
  await using _ = await sink.open({ position: positions[3]! });
  expect(await database.read()).toEqual([documentOf(1, "version 3")]);
});

test("a table that somebody else has made is refused", async () => {
  const database = await PostgresDatabase.create();
  await database.query("CREATE TABLE documents (doc_id text)");
  expect((await errorWithCode(postgresSink(database.options).open({ position: null }), "SINK_EXISTS")).message).toContain("not noted in sluice_checkpoints");
});

test("tables of a newer layout are refused", async () => {
  const database = await PostgresDatabase.create();
  await (await postgresSink(database.options).open({ position: null }))[Symbol.asyncDispose]();
  await database.query("UPDATE sluice_checkpoints SET layout = 9");
  expect((await errorWithCode(postgresSink(database.options).open({ position: null }), "CHECKPOINT_MISMATCH")).message).toContain("layout 1 or older is required, received 9");
});

test("the checkpoint stands in the database as the commit covers it, without its cursor", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink(database.options).open({ position: null });
  await sink.write([documentOf(1)]);
  await sink.commit({ ...checkpointOf(1), cursor: { next: "https://h/?key=s3cr3t" } });
  const [row] = await database.query("SELECT * FROM sluice_checkpoints");
  expect(row).toMatchObject({ target: "documents", layout: 1, commit_no: "1", run_id: "r1", completed: "1", failed: "0" });
  expect(JSON.stringify(row)).not.toContain("s3cr3t");
});

test("P8 B16 a writer whose table another process has opened writes nothing more", async () => {
  const database = await PostgresDatabase.create();
  await using paused = await postgresSink(database.options).open({ position: null });
  await paused.commit(checkpointOf(0));
  await using _ = await postgresSink(database.options).open({ position: null });
  await paused.write([documentOf(1)]);
  await errorWithCode(paused.commit(checkpointOf(1)), "LOCK_LOST");
  expect(await database.read()).toEqual([]);
});

test("C12 a connection cut at COMMIT, before or after the server heard it, neither loses nor doubles", async () => {
  const database = await PostgresDatabase.create();
  const proxy = await CommitProxy.start(database.url, ["before", "after", "after", "before", "before", "after"]);
  await using sink = await postgresSink({ ...database.options, url: proxy.url }).open({ position: null });
  const count = 40;
  for (let n = 0; n < count; n += 1) {
    await sink.write([documentOf(n), documentOf(1_000, `version ${n}`)]);
    expect(await sink.commit(checkpointOf(n + 1))).toMatchObject({ commit: n + 1, documents: n + 2 });
  }
  expect(proxy.left).toBe(0);
  const documents = await database.read();
  expect(documents).toHaveLength(count + 1);
  expect(documents).toContainEqual(documentOf(1_000, `version ${count - 1}`));
  expect(await database.query("SELECT commit_no, transaction_no, completed FROM sluice_checkpoints")).toEqual([{ commit_no: `${count}`, transaction_no: `${count}`, completed: `${count}` }]);
});

test("C12 a connection cut at the COMMIT of opening is no harm", async () => {
  const database = await PostgresDatabase.create();
  const proxy = await CommitProxy.start(database.url, ["after", "before"], 1);
  await using sink = await postgresSink({ ...database.options, url: proxy.url }).open({ position: null });
  await sink.write([documentOf(1)]);
  await sink.commit(checkpointOf(1));
  expect([proxy.left, await database.read()]).toEqual([0, [documentOf(1)]]);
});

test("connections ended by the server in the middle of transactions are made anew", async () => {
  const database = await PostgresDatabase.create();
  const sink = await postgresSink(database.options).open({ position: null });
  onTestFinished(() => sink[Symbol.asyncDispose]());
  let isOver = false;
  let ended = 0;
  const ending = (async () => {
    while (!isOver) {
      const rows = await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sluice %' AND query LIKE '%${database.schema}%' AND pid <> pg_backend_pid()`,
      );
      ended += rows.length;
      await sleep(15);
    }
  })();
  let batches = 0;
  for (; batches < 20 || ended < 4; batches += 1) {
    await sink.write(Array.from({ length: 50 }, (_, at) => documentOf(batches * 50 + at)));
    await sink.commit(checkpointOf(batches * 50));
  }
  isOver = true;
  await ending;
  expect(await database.read()).toHaveLength(batches * 50);
});

test("C11 a row that another transaction holds is waited for, then the run fails resumably", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink({ ...database.options, timeoutMs: 300, retryForMs: 1_000 }).open({ position: null });
  await sink.commit(checkpointOf(0));
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query(`BEGIN; SELECT * FROM ${database.schema}.sluice_checkpoints FOR UPDATE`);
  await sink.write([documentOf(1)]);
  const started = performance.now();
  const error = await errorWithCode(sink.commit(checkpointOf(1)), "SINK_FAILED");
  expect(error.context["reason"]).toBe("55P03");
  expect(performance.now() - started).toBeLessThan(5_000);
  await other.query("ROLLBACK");
  expect(await database.read()).toEqual([]);
});

test("C11 a lock that is given up in time costs nothing but the wait", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink({ ...database.options, timeoutMs: 200 }).open({ position: null });
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  await other.query(`BEGIN; SELECT * FROM ${database.schema}.sluice_checkpoints FOR UPDATE`);
  setTimeout(() => void other.query("ROLLBACK").then(() => other.end()), 900);
  await sink.write([documentOf(1)]);
  await sink.commit(checkpointOf(1));
  expect(await database.read()).toEqual([documentOf(1)]);
});

test("C11 a deadlock is tried again", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink(database.options).open({ position: null });
  await sink.write([documentOf(1, "old")]);
  await sink.commit(checkpointOf(1));
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query(`SET search_path = ${database.schema}; BEGIN; SELECT * FROM documents FOR UPDATE`);
  await sink.write([documentOf(1, "new")]);
  const commit = sink.commit(checkpointOf(2));
  await sleep(400); // it waits for the document by now, and finds out about the deadlock first
  await other.query("SELECT * FROM sluice_checkpoints FOR UPDATE");
  await other.query("COMMIT");
  await commit;
  expect(await database.read()).toEqual([documentOf(1, "new")]);
  expect(await database.query("SELECT deadlocks > 0 AS found FROM pg_stat_database WHERE datname = current_database()")).toEqual([{ found: true }]);
});

test("P6 a statement that the server does not finish ends at its deadline", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink({ ...database.options, timeoutMs: 400, retryForMs: 0 }).open({ position: null });
  await database.query("CREATE FUNCTION slow() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(20); RETURN NEW; END' LANGUAGE plpgsql; CREATE TRIGGER slow BEFORE INSERT ON documents EXECUTE FUNCTION slow()");
  await sink.write([documentOf(1)]);
  const started = performance.now();
  expect((await errorWithCode(sink.commit(checkpointOf(1)), "SINK_FAILED")).context).toMatchObject({ reason: "57014" });
  expect(performance.now() - started).toBeLessThan(3_000);
});

test("after a failure every further call rejects with the same error", async () => {
  const database = await PostgresDatabase.create();
  await using sink = await postgresSink(database.options).open({ position: null });
  await database.query("DROP TABLE documents CASCADE");
  await sink.write([documentOf(1)]);
  const error = await errorWithCode(sink.commit(checkpointOf(1)), "SINK_FAILED");
  expect(error.context).toMatchObject({ reason: "42P01" });
  await expect(sink.write([documentOf(2)])).rejects.toBe(error);
});

test.each([
  ["a wrong password", { password: "wr0ng-s3cr3t" }, "28P01"],
  ["an unknown database", { pathname: "/nothing" }, "3D000"],
])("open() refuses %s and gives no password away", async (_what, change, reason) => {
  const url = Object.assign(new URL(postgresUrl()), change);
  const error = await errorWithCode(postgresSink({ url: url.href }).open({ position: null }), "SINK_UNWRITABLE");
  expect(error.context["reason"]).toBe(reason);
  expect([error.stack, JSON.stringify(error.context), String((error.cause as Error).stack)].join("\n")).not.toContain(url.password);
});

test("open() refuses a schema that does not exist", async () => {
  await errorWithCode(postgresSink({ url: postgresUrl(), schema: "nowhere" }).open({ position: null }), "SINK_UNWRITABLE");
});

test("the connection is closed with the sink", async () => {
  const database = await PostgresDatabase.create();
  const sink = await postgresSink(database.options).open({ position: null });
  await sink.write([documentOf(1)]);
  await sink[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
  await expect(sink.write([documentOf(1)])).rejects.toThrow("it must be open");
});
