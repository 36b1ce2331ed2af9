import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { writeFiles } from "./write-files.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sluice-files-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, "list"), "one");
});

const fresh = (name: string, content = name) => ({ path: join(root, name), content, before: null });
const changed = (before = "one") => ({ path: join(root, "list"), content: "one two", before });

test("new files get their folders, and others are replaced", async () => {
  await writeFiles([fresh("new/deep/a"), changed()], join(root, "new"));
  expect(await readFile(join(root, "new/deep/a"), "utf8")).toBe("new/deep/a");
  expect(await readFile(join(root, "list"), "utf8")).toBe("one two");
  expect((await readdir(root)).sort()).toEqual(["list", "new"]);
});

test("a file that is there already is refused before anything is written", async () => {
  await expect(writeFiles([changed(), fresh("a"), fresh("list")], null)).rejects.toThrow(TypeError);
  expect([await readdir(root), await readFile(join(root, "list"), "utf8")]).toEqual([["list"], "one"]);
});

test("a folder that must be new is refused, empty as it may be", async () => {
  await mkdir(join(root, "new"));
  await expect(writeFiles([fresh("new/a")], join(root, "new"))).rejects.toThrow("expected nothing at");
  expect(await readdir(join(root, "new"))).toEqual([]);
});

test("a file that has changed meanwhile is refused before anything is written", async () => {
  await expect(writeFiles([fresh("a"), changed("none")], null)).rejects.toThrow("expected it as it was read");
  expect(await readdir(root)).toEqual(["list"]);
});

test("what was written is undone when a later file cannot be", async () => {
  await expect(writeFiles([changed(), fresh("new/a"), fresh("b"), fresh("b")], join(root, "new"))).rejects.toThrow(expect.objectContaining({ code: "EEXIST" }));
  expect([await readdir(root), await readFile(join(root, "list"), "utf8")]).toEqual([["list"], "one"]);
});
