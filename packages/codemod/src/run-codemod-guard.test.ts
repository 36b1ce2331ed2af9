import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCodemod } from "./run-codemod.js";
import { GIT_ENV, gitRepository } from "./testing/git-repository.js";
import { renameCalls } from "./testing/rename-calls.js";
import { OLD, run } from "./testing/rename-run.js";
import { sourceTree } from "./testing/source-tree.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

test("I2 a run refuses to write a file with changes or an untracked one, and names it", async () => {
  const root = await gitRepository({ "a.ts": OLD, "b.ts": OLD });
  await writeFile(join(root, "b.ts"), `${OLD}// edited\n`);
  await writeFile(join(root, "c.ts"), OLD);
  const running = run(root, { write: true });
  await expect(running).rejects.toMatchObject({ code: "GIT_DIRTY", message: expect.stringMatching(/in b\.ts, c\.ts$/) as unknown });
  expect(await readFile(join(root, "a.ts"), "utf8")).toBe(OLD);
});

test("I2 a run does not mind changes in files that are not touched", async () => {
  const root = await gitRepository({ "a.ts": OLD, "b.ts": "b();" });
  await writeFile(join(root, "b.ts"), "c();");
  expect((await run(root, { write: true })).changes).toHaveLength(1);
});

test("I2 a run takes the names of files for what they are", async () => {
  const root = await gitRepository({ "[id].ts": OLD, "i.ts": OLD, "*.ts": OLD, ":(top)x.ts": OLD, "-n.ts": OLD, "é.ts": OLD });
  await writeFile(join(root, "i.ts"), `${OLD}// edited\n`);
  expect((await run(root, { write: true, exclude: ["i.ts"] })).changes).toHaveLength(5);
});

test("I2 a run refuses an ignored file that was named, and takes it with allowDirty", async () => {
  const root = await gitRepository({ ".gitignore": "out/\n", "out/a.ts": OLD });
  await expect(run(root, { write: true, paths: ["out/a.ts"] })).rejects.toMatchObject({ code: "GIT_DIRTY" });
  expect((await run(root, { write: true, paths: ["out/a.ts"], allowDirty: true })).changes).toHaveLength(1);
});

test("I2 a run refuses to write without a repository, and takes allowDirty", async () => {
  const root = await sourceTree({ "a.ts": OLD });
  await expect(run(root, { write: true })).rejects.toMatchObject({ code: "GIT_UNAVAILABLE", message: expect.stringContaining("not a git repository") as unknown });
  expect((await run(root, { write: true, allowDirty: true })).changes).toHaveLength(1);
});

test("I2 a run refuses to write where git is not installed, before any work", async () => {
  const root = await gitRepository({ "a.ts": OLD });
  const env = { PATH: await temporaryDirectory() };
  await expect(run(root, { write: true, env })).rejects.toMatchObject({ code: "GIT_UNAVAILABLE", message: expect.stringContaining("git was not found") as unknown });
  expect((await run(root, { env })).changes).toHaveLength(1);
});

test("I2 a run works in a directory of a larger repository", async () => {
  const top = await gitRepository({ "packages/a/a.ts": OLD, "packages/b/b.ts": OLD });
  const { changes } = await runCodemod({ cwd: join(top, "packages/a"), env: GIT_ENV, migration: renameCalls, write: true });
  expect(changes.map(({ source }) => source.path)).toEqual([join(top, "packages/a/a.ts")]);
});
