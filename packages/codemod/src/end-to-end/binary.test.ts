import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { commitAll, gitRepository } from "../testing/git-repository.js";
import { LEGACY_PROJECT, loopModule } from "../testing/legacy-project.js";
import { BINARY, runBinary } from "../testing/run-binary.js";
import { sourceTree } from "../testing/source-tree.js";

test("the binary shows a diff and writes nothing unless told to", async () => {
  const root = await gitRepository({ ...LEGACY_PROJECT, "src/a.ts": loopModule() });
  const { code, stdout, stderr } = await runBinary([], { cwd: root });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toContain('-  for (const document of await pipeline.runAsync("records"))');
  expect(stdout).toContain("+  for (const document of await Array.fromAsync(pipeline.iterResults(");
  expect(await readFile(join(root, "src/a.ts"), "utf8")).toBe(loopModule());
});

test("I6 a second run changes nothing and ends with 0", async () => {
  const root = await gitRepository({ ...LEGACY_PROJECT, "src/a.ts": loopModule() });
  expect((await runBinary(["--write"], { cwd: root })).code).toBe(0);
  commitAll(root);
  const written = await readFile(join(root, "src/a.ts"), "utf8");
  const { code, stdout } = await runBinary(["--write"], { cwd: root });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Nothing is left to migrate") as unknown });
  expect(await readFile(join(root, "src/a.ts"), "utf8")).toBe(written);
});

test("I2 the binary refuses to write without git, says why and what to do, and ends with 2", async () => {
  const root = await sourceTree({ ...LEGACY_PROJECT, "src/a.ts": loopModule() });
  const { code, stderr } = await runBinary(["--write"], { cwd: root });
  expect(code).toBe(2);
  expect(stderr).toBe(`codemod: Cannot write: expected files that git could bring back, but this is not a git repository
  Keep a copy and use --allow-dirty; nothing was written [GIT_UNAVAILABLE]
`);
});

test("neither help nor importing the package loads the compiler", () => {
  const script = `
    import { Module } from "node:module";
    const { main } = await import(${JSON.stringify(new URL("./index.js", pathToFileURL(BINARY)).href)});
    const code = await main(["--help"], { ...process, stdin: process.stdin, stdout: process.stderr, stderr: process.stderr, env: {}, cwd: "/" });
    console.log(JSON.stringify({ code, loaded: Object.keys(Module._cache).filter((path) => /ts-morph|typescript/.test(path)) }));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stderr).toContain("Usage: npx @sluice/codemod [options] [paths...]");
  expect(JSON.parse(stdout)).toEqual({ code: 0, loaded: [] });
});
