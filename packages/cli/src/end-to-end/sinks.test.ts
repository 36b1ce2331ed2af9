import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { readLines } from "../testing/read-lines.js";
import { runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

/** Three records, of which the second has no name. */
async function workspace(): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a","name":"fern"}\n{"id":"b"}\n{"id":"c","name":"moss"}\n');
  return cwd;
}

function query(path: string, sql: string): unknown[] {
  const database = new DatabaseSync(path);
  try {
    return database.prepare(sql).all().map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

const INGEST = ["ingest", "jsonl", "in.jsonl", "--require", "name", "--no-early-validation"];

test("--sink sqlite:PATH#TABLE keeps documents in a database, with state and dead letters beside it", async () => {
  const cwd = await workspace();
  const { code, stderr } = await runBinary([...INGEST, "--sink", "sqlite:out.db#plants"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/2 completed, 1 failed.*sink {10}out\.db \(/s)]);
  const [a, c] = query(join(cwd, "out.db"), "SELECT doc_id FROM plants ORDER BY doc_id");
  expect([a, c]).toEqual([{ doc_id: "a" }, { doc_id: "c" }]);
  expect(await readLines(join(cwd, "out.dlq.jsonl"))).toHaveLength(1);
  const status = await runBinary(["status", "--state-dir", "out.db.sluice"], { cwd });
  expect(status.stdout).toMatch(/status {8}completed\n.*sink {10}out\.db\n/s);
});

test("the same command again does nothing, --restart starts the table over, and another table is another run", async () => {
  const cwd = await workspace();
  const argv = [...INGEST, "--sink", "sqlite:out.db"];
  await runBinary(argv, { cwd });
  expect((await runBinary(argv, { cwd })).stderr).toContain("nothing to do");
  expect(await runBinary([...argv, "--restart"], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining("2 completed, 1 failed") as string });
  expect(query(join(cwd, "out.db"), "SELECT count(*) AS count FROM documents")).toEqual([{ count: 2 }]);
  const { code, stderr } = await runBinary([...INGEST, "--sink", "sqlite:out.db#other"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("configuration.sink")]);
});

test("C14 several --sink get every document, and are gone on with together", async () => {
  const cwd = await workspace();
  const sinks = ["--sink", "jsonl:out.jsonl", "--sink", "sqlite:out.db", "--sink", "stdout"];
  const first = await runBinary([...INGEST, ...sinks, "--limit", "1"], { cwd });
  expect([first.code, first.stderr]).toEqual([0, expect.stringMatching(/sink {10}out\.jsonl.*sink {10}out\.db/s)]);
  const second = await runBinary([...INGEST, ...sinks], { cwd });
  expect([second.code, second.stderr]).toEqual([0, expect.stringContaining("resuming behind 1 completed")]);
  const ids = (lines: readonly Record<string, unknown>[]) => lines.map(({ docId }) => docId);
  expect(ids(await readLines(join(cwd, "out.jsonl")))).toEqual(["a", "c"]);
  expect(query(join(cwd, "out.db"), "SELECT doc_id FROM documents ORDER BY doc_id")).toEqual([{ doc_id: "a" }, { doc_id: "c" }]);
  expect(ids((first.stdout + second.stdout).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>))).toEqual(["a", "c"]);
});

test("retry-failed takes dead letters up into every sink", async () => {
  const cwd = await workspace();
  await runBinary([...INGEST, "--sink", "jsonl:out.jsonl", "--sink", "sqlite:out.db"], { cwd });
  expect((await runBinary(["retry-failed", "--state-dir", "out.jsonl.sluice", "--require", ""], { cwd })).code).toBe(0);
  expect((await readLines(join(cwd, "out.jsonl"))).map(({ docId }) => docId)).toEqual(["a", "c", "b"]);
  expect(query(join(cwd, "out.db"), "SELECT count(*) AS count FROM documents")).toEqual([{ count: 3 }]);
});

test("the configuration takes a list of sinks, relative to the file", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "sluice.config.yaml"), "adapter: jsonl\ninput: in.jsonl\nsink:\n  - sqlite:out.db\n  - jsonl:copy.jsonl\n");
  expect((await runBinary(["ingest"], { cwd })).code).toBe(0);
  expect(await readLines(join(cwd, "copy.jsonl"))).toHaveLength(3);
});

test.each([
  [["--sink", "sqlite:out.db", "--sink", "sqlite:out.db"], "sinks that differ"],
  [["--sink", "postgres:mysql://u:p4ssw0rd@h/d"], '--sink: expected "jsonl:PATH"'],
  [["--sink", "postgres:env:NOT_SET"], "expected the environment variable NOT_SET, received none"],
  [["--sink", "jsonl:a.jsonl", "--sink", "stdout", "--output", "json"], "same stdout"],
])("%j is refused with exit code 2, and no password is shown", async (options, message) => {
  const cwd = await workspace();
  const { code, stderr } = await runBinary([...INGEST, ...options], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  expect(stderr).not.toContain("p4ssw0rd");
});

test("P9 a database that cannot be reached is told of without its password, and the state holds none", async () => {
  const cwd = await workspace();
  const url = "postgres://user:p4ssw0rd@127.0.0.1:1/db";
  for (const sink of [url, "postgres:env:DATABASE_URL"]) {
    const { code, stderr, stdout } = await runBinary([...INGEST, "--sink", sink, "--state-dir", "state"], { cwd, env: { DATABASE_URL: url, SLUICE_DEBUG: "1" } });
    expect([code, stderr]).toEqual([1, expect.stringContaining("127.0.0.1:1/db: connect ECONNREFUSED")]);
    expect(stderr + stdout).not.toContain("p4ssw0rd");
    await expect(readFile(join(cwd, "state", "settings.json"), "utf8")).rejects.toThrow("ENOENT");
  }
});
