import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const url = process.env["SLUICE_TEST_POSTGRES_URL"] ?? "";

/** A working directory with two records, and the name of a table for them. */
async function workspace(): Promise<{ cwd: string; table: string; rows: () => Promise<unknown[]> }> {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n');
  const table = `plants_${randomBytes(4).toString("hex")}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await client.query(`DROP TABLE IF EXISTS ${table}, ${table}_undo`);
    await client.end();
  });
  return { cwd, table, rows: async () => (await client.query(`SELECT doc_id FROM ${table} ORDER BY doc_id`)).rows as unknown[] };
}

async function everythingIn(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
  return texts.join("\n");
}

const password = new URL(url === "" ? "postgres://u:none@h" : url).password;

test("P9 a reference to the database's URL is stored, the URL is not, and a resume needs nothing more", async () => {
  const { cwd, table, rows } = await workspace();
  const env = { DATABASE_URL: url, SLUICE_DEBUG: "1" };
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", `postgres:env:DATABASE_URL#${table}`, "--stream", "--summary-file", "s.json"];
  const first = await runBinary([...argv, "--limit", "1"], { cwd, env });
  const second = await runBinary(["resume", "--state-dir", `${table}.postgres.sluice`, "--limit", "9"], { cwd, env });
  const status = await runBinary(["status", "--state-dir", `${table}.postgres.sluice`], { cwd });
  expect([first.code, second.code, status.code, second.stderr]).toEqual([0, 0, 0, expect.stringContaining("resuming behind 1 completed")]);
  expect(await rows()).toEqual([{ doc_id: "a" }, { doc_id: "b" }, { doc_id: "c" }]);
  const said = [first, second, status].map(({ stdout, stderr }) => stdout + stderr).join("\n");
  expect(said + (await everythingIn(cwd))).not.toContain(password);
});

test("P9 a literal password is not stored; PGPASSWORD brings it back", async () => {
  const { cwd, table, rows } = await workspace();
  const first = await runBinary(["ingest", "jsonl", "in.jsonl", "--sink", `${url}#${table}`, "--limit", "1", "--output", "plain"], { cwd });
  expect(first.code).toBe(0);
  const resume = ["resume", "--state-dir", `${table}.postgres.sluice`, "--limit", "9"];
  const without = await runBinary(resume, { cwd });
  expect([without.code, without.stderr]).toEqual([2, expect.stringContaining("expected the password in PGPASSWORD")]);
  const second = await runBinary(resume, { cwd, env: { PGPASSWORD: password } });
  expect([second.code, await rows()]).toEqual([0, [{ doc_id: "a" }, { doc_id: "b" }, { doc_id: "c" }]]);
  expect([first.stderr, without.stderr, second.stderr, await everythingIn(cwd)].join("\n")).not.toContain(password);
});

test("C14 a file and a database are gone on with together", async () => {
  const { cwd, table, rows } = await workspace();
  const env = { DATABASE_URL: url };
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--sink", `postgres:env:DATABASE_URL#${table}`];
  expect((await runBinary([...argv, "--limit", "2"], { cwd, env })).code).toBe(0);
  expect((await runBinary(argv, { cwd, env })).code).toBe(0);
  expect(await rows()).toHaveLength(3);
  expect((await readFile(join(cwd, "out.jsonl"), "utf8")).split("\n")).toHaveLength(4);
});
