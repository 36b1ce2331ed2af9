import { stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { makeDirectory } from "./make-directory.js";

test("directories are made from the top, those that are there stay", async () => {
  const cwd = await temporaryDirectory();
  const path = join(cwd, "a", "b", "c");
  await makeDirectory(path, { mode: 0o700 });
  await makeDirectory(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test("C5 a file, or a link to nothing, is in the way", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "file"), "");
  await symlink("nowhere", join(cwd, "link"));
  await expect(makeDirectory(join(cwd, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeDirectory(join(cwd, "file", "below"))).rejects.toMatchObject({ code: "ENOTDIR" });
  await expect(makeDirectory(join(cwd, "link"))).rejects.toMatchObject({ code: expect.stringMatching(/EEXIST|ENOENT/) as unknown });
});

test.runIf(process.platform === "linux")("C5 where no directory can be made, it is said instead of tried for ever", async () => {
  await expect(makeDirectory("/proc/sluice/state")).rejects.toMatchObject({ code: "ENOENT" });
});
