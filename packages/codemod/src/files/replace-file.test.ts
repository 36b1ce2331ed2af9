import { createHash } from "node:crypto";
import { chmod, chown, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { replaceFile } from "./replace-file.js";

const isRoot = process.getuid?.() === 0;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function fileWith(text: string): Promise<{ directory: string; path: string }> {
  const directory = await temporaryDirectory();
  const path = join(directory, "a.ts");
  await writeFile(path, text);
  return { directory, path };
}

test("I10 replaceFile() keeps the mode, whatever the umask", async () => {
  const { directory, path } = await fileWith("old");
  await chmod(path, 0o4757);
  expect(await replaceFile(path, Buffer.from("new"), hash("old"))).toBe(true);
  expect(await readFile(path, "utf8")).toBe("new");
  expect((await stat(path)).mode & 0o7777).toBe(0o4757);
  expect(await readdir(directory)).toEqual(["a.ts"]);
});

test.runIf(isRoot)("I10 replaceFile() keeps owner and group", async () => {
  const { path } = await fileWith("old");
  await chown(path, 1234, 2345);
  await replaceFile(path, Buffer.from("new"), hash("old"));
  expect(await stat(path)).toMatchObject({ uid: 1234, gid: 2345 });
});

test("I8 replaceFile() leaves a file alone that somebody else has written meanwhile", async () => {
  const { directory, path } = await fileWith("edited by hand");
  expect(await replaceFile(path, Buffer.from("new"), hash("old"))).toBe(false);
  expect(await readFile(path, "utf8")).toBe("edited by hand");
  expect(await readdir(directory)).toEqual(["a.ts"]);
});

test("I4 replaceFile() does not replace a link", async () => {
  const { directory, path } = await fileWith("old");
  const link = join(directory, "link.ts");
  await symlink(path, link);
  expect(await replaceFile(link, Buffer.from("new"), hash("old"))).toBe(false);
  expect(await readFile(path, "utf8")).toBe("old");
});

test("I8 replaceFile() does not bring back a file that is gone", async () => {
  const { directory } = await fileWith("old");
  expect(await replaceFile(join(directory, "none.ts"), Buffer.from("new"), hash("old"))).toBe(false);
  expect(await readdir(directory)).toEqual(["a.ts"]);
});
