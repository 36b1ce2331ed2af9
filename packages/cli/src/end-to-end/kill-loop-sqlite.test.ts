import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { BAD_RECORDS, ingestNumbers, killUntilFinished, RECORDS, writeNumbers } from "../testing/kill-until-finished.js";
import { readLines } from "../testing/read-lines.js";
import { runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

type Row = Readonly<Record<string, unknown>>;

function query(path: string, sql: string): Row[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
  try {
    return database.prepare(sql).all().map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

/** What a row says, without the number of its commit. */
const CONTENT = "SELECT doc_id, title, text, sections, metadata, provenance, raw FROM documents ORDER BY doc_id";

async function rowsOf(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  try {
    return Number(query(path, "SELECT count(*) AS count FROM documents")[0]?.["count"]);
  } catch {
    return 0; // the table is being made
  }
}

test("B1 P1 P2 P3 SIGKILL at random moments leaves every document once and unchanged in SQLite, and in a file beside it", { timeout: 300_000 }, async () => {
  const cwd = await temporaryDirectory();
  await writeNumbers(cwd);
  const path = join(cwd, "killed.db");
  const kills = await killUntilFinished({ cwd, args: ingestNumbers("sqlite:killed.db", "jsonl:killed.jsonl"), minKills: 30, progress: () => rowsOf(path) });
  expect((await runBinary(ingestNumbers("sqlite:clean.db"), { cwd })).code).toBe(0);

  const killed = query(path, CONTENT);
  expect(killed).toHaveLength(RECORDS - BAD_RECORDS);
  expect(killed).toEqual(query(join(cwd, "clean.db"), CONTENT));
  const lines = await readLines<{ docId: string; text: string }>(join(cwd, "killed.jsonl"));
  expect(lines).toHaveLength(RECORDS - BAD_RECORDS);
  expect(new Map(lines.map(({ docId, text }) => [docId, text]))).toEqual(new Map(killed.map((row) => [row["doc_id"], row["text"]])));
  const failed = await readLines<{ docId: string }>(join(cwd, "killed.dlq.jsonl"));
  expect([failed.length, new Set(failed.map(({ docId }) => docId)).size]).toEqual([BAD_RECORDS, BAD_RECORDS]);
  expect(query(path, "SELECT completed, failed FROM sluice_checkpoints")).toEqual([{ completed: RECORDS - BAD_RECORDS, failed: BAD_RECORDS }]);
  expect(query(path, "SELECT count(*) AS left FROM documents_undo")).toEqual([{ left: 0 }]);
  console.log(`${kills} kills over ${RECORDS} documents`);
});
