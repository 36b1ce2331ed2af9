import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CodemodOptions } from "./run-codemod.js";
import { commitAll, git, gitRepository } from "./testing/git-repository.js";
import { changedIn, OLD, run, skippedIn } from "./testing/rename-run.js";

test("paths, include and exclude choose what is reported and changed", async () => {
  const root = await gitRepository({ "a/x.ts": OLD, "a/x.test.ts": OLD, "b/x.ts": OLD });
  const names = async (options: CodemodOptions) => changedIn(await run(root, options));
  expect(await names({ paths: ["a"] })).toEqual(["a/x.test.ts", "a/x.ts"]);
  expect(await names({ exclude: ["*.test.ts"] })).toEqual(["a/x.ts", "b/x.ts"]);
  expect(await names({ include: ["b/**"], exclude: ["a"] })).toEqual(["b/x.ts"]);
});

test("since chooses what changed on the branch, what is not committed and what is untracked", async () => {
  const root = await gitRepository({ "a.ts": OLD, "b.ts": OLD, "c.ts": OLD });
  git(root, "checkout", "--quiet", "-b", "topic");
  await writeFile(join(root, "a.ts"), `${OLD}a();`);
  commitAll(root);
  await writeFile(join(root, "b.ts"), `${OLD}b();`);
  await writeFile(join(root, "d.ts"), OLD);
  expect(changedIn(await run(root, { since: "main" }))).toEqual(["a.ts", "b.ts", "d.ts"]);
});

test("since refuses what git does not know, also what looks like an option", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  await expect(run(root, { since: "nowhere" })).rejects.toThrow(/expected a commit, branch or tag, received nowhere/);
  await expect(run(root, { since: "--output=x" })).rejects.toThrow(TypeError);
});

test("an ignored directory is listed, and looked at when it is the root", async () => {
  const top = await gitRepository({ ".gitignore": "out/\n", "out/a.ts": OLD, "b.ts": OLD });
  expect(skippedIn(await run(top, { paths: ["out"] }))).toEqual(["out IGNORED"]);
  expect((await run(join(top, "out"))).changes).toHaveLength(1);
});

test("only files selected are counted", async () => {
  const root = await gitRepository({ "a/x.ts": OLD, "b/x.ts": OLD, "b/y.ts": "y();" });
  expect((await run(root, { paths: ["b"] })).counts).toEqual({ files: 2, bytes: OLD.length + 4, withWords: 1 });
});

test("paths that do not exist, and unknown migrations, are refused", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  await expect(run(root, { paths: ["none"] })).rejects.toThrow(TypeError);
  await expect(run(root, { migration: "none" })).rejects.toThrow(/expected one of run-async-to-streaming/);
});
