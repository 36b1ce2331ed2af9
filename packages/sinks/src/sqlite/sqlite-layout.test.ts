import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { tableNames } from "../table/table-names.js";
import { errorWithCode } from "../testing/error-with-code.js";
import { layOut, type LayoutStep, readTarget, SQLITE_LAYOUT } from "./sqlite-layout.js";
import { inTransaction } from "./sqlite-transaction.js";

const names = tableNames("documents");
const next: LayoutStep = ({ documents }) => [`ALTER TABLE ${documents} ADD COLUMN language TEXT`, "CREATE TABLE step_done (n INTEGER)"];
const torn: LayoutStep = ({ documents }) => [`ALTER TABLE ${documents} ADD COLUMN language TEXT`, "CREATE TABLE documents (n INTEGER)"];

function database(): DatabaseSync {
  const opened = new DatabaseSync(":memory:");
  onTestFinished(() => opened.close());
  return opened;
}

function migrate(opened: DatabaseSync, steps: readonly LayoutStep[]): Promise<void> {
  return inTransaction(opened, () => layOut(opened, names, { where: "here", steps }), { busyTimeoutMs: 0 });
}

function columns(opened: DatabaseSync): unknown[] {
  return opened.prepare("SELECT name FROM pragma_table_info('documents')").all().map(({ name }) => name);
}

test("a new database gets every step, one of an older layout those it lacks, one of this layout none", async () => {
  const opened = database();
  await migrate(opened, SQLITE_LAYOUT);
  expect([readTarget(opened, names)?.layout, columns(opened)]).toEqual([1, expect.not.arrayContaining(["language"])]);
  await migrate(opened, [...SQLITE_LAYOUT, next]);
  await migrate(opened, [...SQLITE_LAYOUT, next]);
  expect([readTarget(opened, names)?.layout, columns(opened)]).toEqual([2, expect.arrayContaining(["language"])]);
});

test("H11 a step that fails leaves the layout before it", async () => {
  const opened = database();
  await migrate(opened, SQLITE_LAYOUT);
  await expect(migrate(opened, [...SQLITE_LAYOUT, torn])).rejects.toThrow("already exists");
  expect([readTarget(opened, names)?.layout, columns(opened)]).toEqual([1, expect.not.arrayContaining(["language"])]);
});

test("H11 a newer layout is refused", async () => {
  const opened = database();
  await migrate(opened, [...SQLITE_LAYOUT, next]);
  expect((await errorWithCode(migrate(opened, SQLITE_LAYOUT), "CHECKPOINT_MISMATCH")).message).toContain("layout 1 or older is required, received 2");
});
