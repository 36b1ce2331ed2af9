import { chmod, link, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitAll, git, gitRepository } from "./testing/git-repository.js";
import { changedIn, OLD, run, skippedIn } from "./testing/rename-run.js";
import { sourceTree } from "./testing/source-tree.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

test("I4 links to files are listed, and stay links when they are named", async () => {
  const root = await gitRepository({ "real/a.ts": OLD });
  await symlink("real/a.ts", join(root, "link.ts"));
  commitAll(root);
  expect(skippedIn(await run(root))).toEqual(["link.ts SYMLINK"]);
  const { changes } = await run(root, { write: true, paths: ["link.ts"] });
  expect(changes.map(({ source }) => source.path)).toEqual([join(root, "real/a.ts")]);
  expect(git(root, "status", "--porcelain")).toBe(" M real/a.ts\n");
});

test("I4 links to directories are not followed", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  const outside = await sourceTree({ "b.ts": OLD });
  await symlink(outside, join(root, "linked"));
  commitAll(root);
  await run(root, { write: true });
  expect(await readFile(join(outside, "b.ts"), "utf8")).toBe(OLD);
  await expect(run(root, { paths: ["linked"] })).rejects.toThrow(/expected a path inside/);
});

test("I4 a file outside the project is refused", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  const outside = await sourceTree({ "b.ts": OLD });
  await expect(run(root, { paths: [join(outside, "b.ts")] })).rejects.toThrow(TypeError);
});

test("I4 a file with another name is listed, and written only when that is asked for", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  await link(join(root, "a.ts"), join(await temporaryDirectory(), "other"));
  const result = await run(root, { write: true });
  expect(skippedIn(result)).toEqual(["a.ts HARD_LINK"]);
  expect(result.sites.map(({ state }) => state)).toEqual(["blocked"]);
  expect((await run(root, { write: true, breakHardLinks: true })).changes).toHaveLength(1);
});

test("I4 a read-only file is listed and not written", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  await chmod(join(root, "a.ts"), 0o444);
  expect(skippedIn(await run(root, { write: true }))).toEqual(["a.ts READ_ONLY"]);
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(OLD);
});

test("I4 node_modules and ignored files are not looked at, in git and without", async () => {
  const files = { ".gitignore": "dist\n*.gen.ts\n", "node_modules/p/a.ts": OLD, "dist/a.js": OLD, "b.gen.ts": OLD, "a.ts": OLD, "sub/.gitignore": "!keep.gen.ts\nno.ts\n", "sub/keep.gen.ts": OLD, "sub/no.ts": OLD };
  const names = async (root: string) => changedIn(await run(root));
  expect(await names(await sourceTree(files))).toEqual(["a.ts", "sub/keep.gen.ts"]);
  expect(await names(await gitRepository(files))).toEqual(["a.ts", "sub/keep.gen.ts"]);
});

test("I4 committed node_modules are not looked at", async () => {
  const root = await gitRepository({ "node_modules/p/a.ts": OLD, "a.ts": OLD });
  expect((await run(root)).changes).toHaveLength(1);
});

test("I4 a submodule is listed, and migrated only when it is named", async () => {
  const library = await gitRepository({ "lib.ts": OLD });
  const root = await gitRepository({ "a.ts": OLD });
  git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "vendor");
  commitAll(root);
  const outer = await run(root);
  expect(skippedIn(outer)).toEqual(["vendor SUBMODULE"]);
  expect(outer.changes).toHaveLength(1);
  const { changes } = await run(root, { write: true, paths: ["vendor"] });
  expect(changes.map(({ source }) => source.path)).toEqual([join(root, "vendor/lib.ts")]);
});
