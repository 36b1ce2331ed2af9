import { execFile } from "node:child_process";
import { appendFile, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { appendLine } from "./append-line.js";

test("a line that was cut short is closed before the next one", async () => {
  const file = join(await temporaryDirectory(), "a.jsonl");
  await appendFile(file, '{"cut');
  await appendLine(file, "{}");
  await appendLine(file, "{}");
  expect(await readFile(file, "utf8")).toBe('{"cut\n{}\n{}\n');
});

test.skipIf(process.platform === "win32")("a pipe is refused at once, whether or not anybody reads it", async () => {
  const pipe = join(await temporaryDirectory(), "pipe");
  await promisify(execFile)("mkfifo", [pipe]);
  await expect(appendLine(pipe, "{}")).rejects.toMatchObject({ code: "SINK_UNWRITABLE" });
});

test.skipIf(process.platform === "win32")("a device behind a link is refused", async () => {
  const link = join(await temporaryDirectory(), "link");
  await symlink("/dev/null", link);
  await expect(appendLine(link, "{}")).rejects.toThrow("it is not a regular file");
});

test.skipIf(process.platform !== "linux")("a full disk is told", async () => {
  await expect(appendLine("/dev/full", "{}")).rejects.toMatchObject({ code: "SINK_UNWRITABLE" });
});
