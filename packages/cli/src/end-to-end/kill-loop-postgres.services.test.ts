import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { BAD_RECORDS, ingestNumbers, killUntilFinished, RECORDS, writeNumbers } from "../testing/kill-until-finished.js";
import { readLines } from "../testing/read-lines.js";
import { runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

/** A database connection for looking on. */
async function connection(): Promise<pg.Client> {
  const url = process.env["SLUICE_TEST_POSTGRES_URL"];
  if (url === undefined) throw new Error("Cannot find PostgreSQL: expected SLUICE_TEST_POSTGRES_URL, which npm run test:services sets, received none");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

test("B1 P1 P2 P3 SIGKILL at random moments leaves every document once and unchanged in PostgreSQL", { timeout: 400_000 }, async () => {
  const cwd = await temporaryDirectory();
  await writeNumbers(cwd);
  const client = await connection();
  const [killed, clean] = ["killed", "clean"].map((name) => `${name}_${randomBytes(4).toString("hex")}`) as [string, string];
  onTestFinished(async () => {
    await client.query(`DROP TABLE IF EXISTS ${killed}, ${killed}_undo, ${clean}, ${clean}_undo`);
  });
  const env = { DATABASE_URL: process.env["SLUICE_TEST_POSTGRES_URL"] ?? "" };
  const count = async (): Promise<number> => {
    const found = await client.query<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [killed]);
    if (found.rows[0]?.found !== true) return 0;
    const counted = await client.query<{ count: string }>(`SELECT count(*) FROM ${killed}`);
    return Number(counted.rows[0]?.count);
  };
  const content = async (table: string): Promise<unknown[]> =>
    (await client.query(`SELECT doc_id, title, text, sections, metadata, provenance, raw FROM ${table} ORDER BY doc_id COLLATE "C"`)).rows as unknown[];

  const kills = await killUntilFinished({ cwd, env, args: ingestNumbers(`postgres:env:DATABASE_URL#${killed}`), minKills: 30, progress: count });
  expect((await runBinary(ingestNumbers(`postgres:env:DATABASE_URL#${clean}`), { cwd, env })).code).toBe(0);
  expect(await content(killed)).toHaveLength(RECORDS - BAD_RECORDS);
  expect(await content(killed)).toEqual(await content(clean));
  const failed = await readLines<{ docId: string }>(`${cwd}/${killed}.postgres.dlq.jsonl`);
  expect([failed.length, new Set(failed.map(({ docId }) => docId)).size]).toEqual([BAD_RECORDS, BAD_RECORDS]);
  console.log(`${kills} kills over ${RECORDS} documents`);
});
