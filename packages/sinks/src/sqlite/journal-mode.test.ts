import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { hasSoundLog, isShared, journalModeFor } from "./journal-mode.js";

test.each([
  ["3.44.5", false], ["3.44.6", true], ["3.45.0", false], ["3.50.6", false], ["3.50.7", true], ["3.51.2", false], ["3.51.3", true], ["3.53.4", true], ["4.0.0", true],
])("C15 SQLite %s has a sound write-ahead log: %s", (version, isSound) => {
  expect(hasSoundLog(version)).toBe(isSound);
});

test.each([[0x6969, true], [0xff534d42, true], [-11_317_950, true], [0xef53, false], [0x01021994, false]])("C15 file system %i may be shared: %s", (type, expected) => {
  expect(isShared(type)).toBe(expected);
});

test("C15 an unsound release gets a rollback journal, a sound one on a local disk the log", async () => {
  expect(await journalModeFor("3.51.2", tmpdir())).toBe("delete");
  expect(await journalModeFor("3.53.4", tmpdir())).toBe("wal");
});
