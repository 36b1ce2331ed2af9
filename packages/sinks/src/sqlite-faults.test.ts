import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { SinkPosition } from "@sluice/core-events";
import { expect, onTestFinished, test } from "vitest";
import { sqliteSink } from "./sqlite.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { querySqlite, readSqlite } from "./testing/read-sqlite.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { temporaryPath } from "./testing/temporary-path.js";

const program = fileURLToPath(new URL("./__fixtures__/write-sqlite.mjs", import.meta.url));

/** A process that writes to the database and keeps its lock until it is told to let go. */
async function holdLock(path: string): Promise<() => void> {
  const source = `const { DatabaseSync } = require("node:sqlite"); const db = new DatabaseSync(process.argv[1]); db.exec("BEGIN IMMEDIATE"); console.log("held"); process.stdin.once("data", () => { db.exec("ROLLBACK"); process.exit(); });`;
  const child = spawn(process.execPath, ["-e", source, path], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return () => void child.stdin.write("go\n");
}

test("C11 a database that another process writes to is waited for, without stopping the event loop", async () => {
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.write([documentOf(1)]);
  const letGo = await holdLock(path);
  let longest = 0;
  let last = performance.now();
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  setTimeout(letGo, 700);
  await sink.commit(checkpointOf(1));
  clearInterval(ticks);
  expect(longest).toBeLessThan(200);
  expect(readSqlite(path)).toEqual([documentOf(1)]);
});

test("C11 where the other process does not let go the run fails in bounded time, and can be resumed", async () => {
  const path = temporaryPath("documents.db");
  const sink = sqliteSink({ path, busyTimeoutMs: 300 });
  let position;
  let letGo;
  {
    await using open = await sink.open({ position: null });
    position = await open.commit(checkpointOf(0));
    await open.write([documentOf(1)]);
    letGo = await holdLock(path);
    const error = await errorWithCode(open.commit(checkpointOf(1)), "SINK_FAILED");
    expect(error.message).toMatch(/^Cannot write to table documents in .*: another process writes to the database \(SQLITE_BUSY/);
    await expect(open.write([documentOf(2)])).rejects.toBe(error);
  }
  await errorWithCode(sink.open({ position }), "SINK_FAILED");
  letGo();
  await using again = await sqliteSink({ path }).open({ position });
  await again.write([documentOf(1)]);
  await again.commit(checkpointOf(1));
  expect(readSqlite(path)).toEqual([documentOf(1)]);
});

test("P8 B16 a writer whose table another one has opened writes nothing more", async () => {
  const path = temporaryPath("documents.db");
  await using paused = await sqliteSink({ path }).open({ position: null });
  await paused.commit(checkpointOf(0));
  await using _ = await sqliteSink({ path }).open({ position: null });
  await paused.write([documentOf(1)]);
  await errorWithCode(paused.commit(checkpointOf(1)), "LOCK_LOST");
  expect(readSqlite(path)).toEqual([]);
});

interface Said {
  readonly position?: SinkPosition;
  readonly from?: number;
  readonly code?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

function write(path: string, run: { position: SinkPosition | null; from: number; to: number }, limitKiB?: number): Said[] {
  const limited = limitKiB === undefined ? 'exec "$0" "$@"' : `ulimit -f ${limitKiB} && exec "$0" "$@"`;
  const { stdout } = spawnSync("bash", ["-c", limited, process.execPath, program, JSON.stringify({ path, ...run })], { encoding: "utf8", timeout: 20_000 });
  return stdout.trim().split("\n").map((line) => JSON.parse(line) as Said);
}

test("C1 at a file-size limit the run fails naming the path, and goes on when there is room again", () => {
  const path = temporaryPath("documents.db");
  const said = write(path, { position: null, from: 0, to: 20_000 }, 1_500);
  expect(said.at(-1)).toMatchObject({ code: "SINK_FAILED", message: expect.stringContaining(path) as string, context: { reason: expect.stringMatching(/SQLITE_(IOERR|FULL)/) as string } });
  const last = said.at(-2)!;
  expect(last.from).toBeGreaterThan(0);
  const { position = null, from = 0 } = last;
  expect(write(path, { position, from, to: 20_000 }).at(-1)).toMatchObject({ from: 20_000 });
  expect(querySqlite(path, "SELECT count(*) AS count, count(DISTINCT doc_id) AS ids FROM documents")).toEqual([{ count: 20_000, ids: 20_000 }]);
});

test.each([
  ["a directory", (path: string) => mkdirSync(path), "received a directory"],
  ["a symbolic link", (path: string) => symlinkSync(temporaryPath("elsewhere.db"), path), "a symbolic link, which is not followed"],
  ["a pipe", (path: string) => void spawnSync("mkfifo", [path]), "received a pipe"],
  ["a link where the log of the database goes", (path: string) => symlinkSync(temporaryPath("elsewhere"), `${path}-wal`), "a symbolic link, which is not followed"],
])("C5 C9 %s at the path is refused, and nothing hangs", async (_what, plant, message) => {
  const path = temporaryPath("documents.db");
  plant(path);
  expect((await errorWithCode(sqliteSink({ path }).open({ position: null }), "SINK_UNWRITABLE")).message).toContain(message);
});

test("C5 a directory that is missing is refused", async () => {
  const path = `${temporaryPath("missing")}/documents.db`;
  expect((await errorWithCode(sqliteSink({ path }).open({ position: null }), "SINK_UNWRITABLE")).message).toContain("the directory does not exist");
});

test("C5 a file that may not be written is refused", () => {
  const path = temporaryPath("documents.db");
  writeFileSync(path, "");
  chmodSync(path, 0o444);
  chmodSync(dirname(path), 0o755);
  const isRoot = process.getuid?.() === 0; // whom nothing is refused
  const { stdout } = spawnSync(process.execPath, [program, JSON.stringify({ path, position: null, from: 0, to: 1 })], { encoding: "utf8", ...(isRoot ? { uid: 65_534 } : {}) });
  expect(JSON.parse(stdout)).toMatchObject({ code: "SINK_UNWRITABLE", context: { reason: "SQLITE_READONLY" } });
});

test("C10 a new database is readable by its owner only, and so is its log", async () => {
  const path = temporaryPath("documents.db");
  await using sink = await sqliteSink({ path }).open({ position: null });
  await sink.commit(checkpointOf(0));
  expect(["", "-wal"].map((suffix) => statSync(path + suffix).mode & 0o777)).toEqual([0o600, 0o600]);
});

test("a file that is no database is refused and left as it is", async () => {
  const path = temporaryPath("documents.db");
  writeFileSync(path, "the quick brown fox ".repeat(500));
  expect((await errorWithCode(sqliteSink({ path }).open({ position: null }), "SINK_DAMAGED")).message).toContain("the file is no SQLite database");
  expect(statSync(path).size).toBe(10_000);
});

test("a damaged database is refused", async () => {
  const path = temporaryPath("documents.db");
  {
    await using sink = await sqliteSink({ path }).open({ position: null });
    await sink.write(Array.from({ length: 2_000 }, (_, n) => documentOf(n)));
    await sink.commit(checkpointOf(2_000));
  }
  const { size } = statSync(path);
  writeFileSync(path, Buffer.alloc(size - 4_096, 0x5a), { flag: "r+" });
  rmSync(`${path}-wal`, { force: true });
  await errorWithCode(sqliteSink({ path, ifExists: "append" }).open({ position: null }), "SINK_DAMAGED");
});

test("a table that somebody else has made is refused and left as it is", async () => {
  const path = temporaryPath("documents.db");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE Documents (id INTEGER)");
  other.close();
  await errorWithCode(sqliteSink({ path, ifExists: "overwrite" }).open({ position: null }), "SINK_EXISTS");
  expect(querySqlite(path, "SELECT count(*) AS count FROM documents")).toEqual([{ count: 0 }]);
});

test("B8 a table that was dropped, or has lost rows, is refused on resume", async () => {
  const path = temporaryPath("documents.db");
  let position;
  {
    await using sink = await sqliteSink({ path }).open({ position: null });
    await sink.write([documentOf(1), documentOf(2)]);
    position = await sink.commit(checkpointOf(2));
  }
  const other = new DatabaseSync(path);
  onTestFinished(() => other.close());
  other.exec("DELETE FROM documents WHERE doc_id = 'd1'");
  expect((await errorWithCode(sqliteSink({ path }).open({ position }), "SINK_TRUNCATED")).message).toContain("1 documents of this run");
  other.exec("DROP TABLE documents");
  await errorWithCode(sqliteSink({ path }).open({ position }), "SINK_TRUNCATED");
  await (await sqliteSink({ path }).open({ position: null }))[Symbol.asyncDispose]();
});

test("open() rethrows the reason of an aborted signal and touches nothing", async () => {
  const path = temporaryPath("documents.db");
  const reason = new Error("stop");
  await expect(sqliteSink({ path }).open({ position: null, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(() => statSync(path)).toThrow("ENOENT");
});
