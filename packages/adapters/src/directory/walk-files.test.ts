import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { TemporaryFolder } from "../testing/temporary-folder.js";
import { PathFilter } from "./path-filter.js";
import { type SkippedCounts, type WalkedFile, walkFiles, type WalkOptions } from "./walk-files.js";

function tree(folder: TemporaryFolder, ...paths: string[]): string {
  for (const path of paths) {
    mkdirSync(join(folder.path, path, ".."), { recursive: true });
    writeFileSync(join(folder.path, path), path);
  }
  return folder.path;
}

function options(changes: Partial<WalkOptions> = {}): WalkOptions & { readonly skipped: SkippedCounts } {
  const filter = new PathFilter({ include: ["**/*"], exclude: [] });
  return { filter, hidden: false, followSymlinks: false, skipped: { hidden: 0, symlink: 0, special: 0 }, signal: new AbortController().signal, ...changes };
}

async function walk(root: string, changes: Partial<WalkOptions> = {}): Promise<WalkedFile[]> {
  return await collect(walkFiles(root, options(changes)));
}

const pathsOf = (files: readonly WalkedFile[]): string[] => files.map(({ path }) => path);

test("files come in the order of their names' bytes, at every level", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "B.txt", "ä.txt", "a-1/x.txt", "😀.txt", "\uff5e.txt");
  expect(pathsOf(await walk(root))).toEqual(["B.txt", "a/b/c.txt", "a/z.txt", "a-1/x.txt", "a.txt", "b.txt", "ä.txt", "\uff5e.txt", "😀.txt"]);
});

test("a walk goes on from any file, also one that is gone", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a/b/1", "a/b/2", "a/c", "a.x", "b", "c/d/e", "c/f");
  const all = await walk(root);
  for (const [index, { keys }] of all.entries()) expect(await walk(root, { from: keys })).toEqual(all.slice(index));
  rmSync(join(root, "a/b"), { recursive: true });
  expect(pathsOf(await walk(root, { from: ["a", "b", "2"] }))).toEqual(["a/c", "a.x", "b", "c/d/e", "c/f"]);
  expect(pathsOf(await walk(root, { from: ["c", "d", "zzz"] }))).toEqual(["c/f"]);
});

test("hidden files, links and pipes are passed by and counted", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a", ".b", ".c/d", "e/.f");
  symlinkSync("a", join(root, "link"));
  symlinkSync(".", join(root, "loop"));
  execFileSync("mkfifo", [join(root, "pipe")]);
  const counted = options();
  expect(pathsOf(await collect(walkFiles(root, counted)))).toEqual(["a"]);
  expect(counted.skipped).toEqual({ hidden: 3, symlink: 2, special: 1 });
  expect(pathsOf(await walk(root, { hidden: true }))).toEqual([".b", ".c/d", "a", "e/.f"]);
});

test("links are followed when asked for, and loops come to an end", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a/x", "b/y");
  symlinkSync("..", join(root, "a/up"));
  symlinkSync("../b", join(root, "a/b"));
  symlinkSync("../a", join(root, "b/a"));
  symlinkSync("nowhere", join(root, "dangling"));
  expect(pathsOf(await walk(root, { followSymlinks: true }))).toEqual(["a/b/y", "a/x", "b/a/x", "b/y"]);
});

test("a directory that cannot be listed is yielded with its problem, and the walk goes on", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a/x", "b/y", "c");
  const walked: WalkedFile[] = [];
  for await (const file of walkFiles(root, options())) {
    walked.push(file);
    rmSync(join(root, "b"), { recursive: true, force: true }); // vanishes after the root has been listed
  }
  expect(pathsOf(walked)).toEqual(["a/x", "b/", "c"]);
  expect(walked[1]?.problem).toContain("ENOENT");
});

test("a name that is not UTF-8 is yielded with a problem and a path of its own", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a/b", "a/z");
  writeFileSync(Buffer.concat([Buffer.from(`${root}/a/P`), Buffer.of(0xe9)]), "x");
  const files = await walk(root);
  expect(files.map(({ path, problem }) => [path, problem === null])).toEqual([["a//50e9", false], ["a/b", true], ["a/z", true]]);
  expect(pathsOf(await walk(root, { from: files[0]?.keys ?? [] }))).toEqual(pathsOf(files));
});

test("directories of one filter are not entered", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a/1.md", "a/2.txt", "node_modules/x/3.md", "b/node_modules/4.md");
  const filter = new PathFilter({ include: ["**/*.md"], exclude: ["**/node_modules/**"] });
  expect(pathsOf(await walk(root, { filter }))).toEqual(["a/1.md"]);
});

test("P5: entries of one directory are held, not those of the tree", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, ...Array.from({ length: 300 }, (_, index) => `${index % 30}/${index}`));
  const files = walkFiles(root, options());
  expect((await files.next()).value).toMatchObject({ path: "0/0" });
  rmSync(join(root, "9"), { recursive: true });
  expect(pathsOf(await collect(files))).toContain("9/"); // was not listed ahead
});

test("an aborted walk throws the signal's reason", async () => {
  using folder = new TemporaryFolder();
  const root = tree(folder, "a", "b");
  const controller = new AbortController();
  const files = walkFiles(root, options({ signal: controller.signal }));
  await files.next();
  controller.abort(new Error("stop"));
  await expect(files.next()).rejects.toThrow("stop");
});
