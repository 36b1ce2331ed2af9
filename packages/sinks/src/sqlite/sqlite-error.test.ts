import { DatabaseSync } from "node:sqlite";
import { SluiceError } from "@sluice/core-events";
import { expect, onTestFinished, test } from "vitest";
import { isBusy, sqliteFailure } from "./sqlite-error.js";

/** What SQLite throws when a database of ten pages is full. */
function fullDatabase(): unknown {
  const database = new DatabaseSync(":memory:");
  onTestFinished(() => database.close());
  database.exec("PRAGMA max_page_count = 10; CREATE TABLE t (text TEXT)");
  try {
    database.prepare("INSERT INTO t VALUES (?)").run("x".repeat(100_000));
    return null;
  } catch (error) {
    return error;
  }
}

test("C1 a full database is a failure of the sink that says so", () => {
  const cause = fullDatabase();
  const error = sqliteFailure("write to", "table documents in a.db", cause);
  expect(error).toMatchObject({ code: "SINK_FAILED", context: { where: "table documents in a.db", reason: "SQLITE_FULL" }, cause });
  expect(error.message).toBe("Cannot write to table documents in a.db: no space is left, on the device or in the database (SQLITE_FULL: database or disk is full)");
  expect(isBusy(cause)).toBe(false);
});

test.each([
  [Object.assign(new Error("database is locked"), { errcode: 5 }), true],
  [Object.assign(new Error("database is locked"), { errcode: 517 }), true],
  [Object.assign(new Error("disk I/O error"), { errcode: 778 }), false],
  [new Error("no code"), false],
])("%s is worth another try: %s", (error, expected) => {
  expect(isBusy(error)).toBe(expected);
});

test("an error without a code keeps its message, and a SluiceError stays as it is", () => {
  expect(sqliteFailure("open", "a.db", new Error("odd")).message).toBe("Cannot open a.db: odd");
  const known = new SluiceError("Cannot write: taken over", { code: "LOCK_LOST" });
  expect(sqliteFailure("open", "a.db", known)).toBe(known);
});
