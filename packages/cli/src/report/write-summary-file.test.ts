import { execFile } from "node:child_process";
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import type { RunSummary } from "./run-summary.js";
import { summaryPath } from "./summary-path.js";
import { writeSummaryFile } from "./write-summary-file.js";

const summary = { status: "completed", exitCode: 0 } as unknown as RunSummary; // what it holds does not matter here

test("a summary replaces an older one, and nothing else is left", async () => {
  const path = join(await temporaryDirectory(), "summary.json");
  await writeFile(path, "old");
  await writeSummaryFile(path, summary);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({ status: "completed", exitCode: 0 });
  expect(await readdir(join(path, ".."))).toEqual(["summary.json"]);
});

test("C9 a link stays a link, its target is replaced", async () => {
  const directory = await temporaryDirectory();
  const [target, path] = [join(directory, "target.json"), join(directory, "link.json")];
  await writeFile(target, "old");
  await symlink(target, path);
  await writeSummaryFile(path, summary);
  expect((await lstat(path)).isSymbolicLink()).toBe(true);
  expect(await readFile(target, "utf8")).toContain("completed");
});

test.skipIf(process.platform === "win32")("a pipe is written to and stays a pipe", async () => {
  const path = join(await temporaryDirectory(), "pipe");
  await promisify(execFile)("mkfifo", [path]);
  const [read] = await Promise.all([readFile(path, "utf8"), writeSummaryFile(path, summary)]);
  expect([JSON.parse(read), (await lstat(path)).isFIFO()]).toEqual([{ status: "completed", exitCode: 0 }, true]);
});

test("C5 a directory, or a file in a directory that is missing, is refused", async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, "d"));
  await expect(summaryPath(join(directory, "d"))).rejects.toMatchObject({ code: "SINK_UNWRITABLE", message: expect.stringContaining("received a directory") as unknown });
  await expect(summaryPath(join(directory, "missing", "s.json"))).rejects.toMatchObject({ code: "SINK_UNWRITABLE", message: expect.stringContaining("ENOENT") as unknown });
});
