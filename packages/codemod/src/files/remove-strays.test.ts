import { spawnSync } from "node:child_process";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { removeStrays } from "./remove-strays.js";

test("I1 removeStrays() removes what a dead process left, and nothing of a living one", async () => {
  const directory = await temporaryDirectory();
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const names = [`.sluice-codemod-${dead}-0123456789ab.tmp`, `.sluice-codemod-${process.ppid}-0123456789ab.tmp`, ".sluice-codemod-notes.tmp", "a.ts"];
  for (const name of names) await writeFile(join(directory, name), "");
  await mkdir(join(directory, `.sluice-codemod-${dead}-ba9876543210.tmp`));
  expect(await removeStrays([join(directory, "a.ts"), join(directory, "b.ts")])).toEqual([join(directory, names[0] ?? "")]);
  expect(await readdir(directory)).toHaveLength(4);
});

test("I1 removeStrays() removes an old one though its process number is in use again", async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, `.sluice-codemod-${process.ppid}-0123456789ab.tmp`);
  await writeFile(path, "");
  await utimes(path, 1, 1);
  expect(await removeStrays([join(directory, "a.ts")])).toEqual([path]);
});
