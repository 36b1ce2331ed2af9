import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { type CommandResult, runCommand } from "../checks/command.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const GENERATOR = join(import.meta.dirname, "adapter.ts");

/** A workspace of its own with the packages, tools and dependencies of this one, in which anything may be generated. */
async function workspace(): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "sluice-generator-")));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const name of ["node_modules", "tools"]) await symlink(join(root, name), join(directory, name));
  for (const name of ["package.json", "LICENSE", "tsconfig.base.json", "tsup.base.ts", "eslint.config.js", "vitest.config.ts"]) await copyFile(join(root, name), join(directory, name));
  await mkdir(join(directory, "packages"));
  for (const name of await readdir(join(root, "packages"))) await symlink(join(root, "packages", name), join(directory, "packages", name));
  return directory;
}

function node(cwd: string, ...args: readonly string[]): Promise<CommandResult> {
  return runCommand(process.execPath, args, { cwd, timeoutMs: 120_000 });
}

const bin = (path: string): string => join(root, "node_modules", path);

test.each([
  ["plain", "tide-log", []],
  ["HTTP", "tide-feed", ["--http"]],
])("a new %s adapter type-checks, is clean of lint, keeps the contract, builds, and runs as its README says", async (_, name, options) => {
  const cwd = await workspace();
  const directory = join(cwd, "packages", `adapter-${name}`);
  expect(await node(cwd, GENERATOR, name, ...options)).toMatchObject({ code: 0, stderr: "" });

  expect(await node(cwd, bin("typescript/bin/tsc"), "-p", directory)).toMatchObject({ code: 0, stdout: "" });
  expect(await node(cwd, bin("eslint/bin/eslint.js"), "--max-warnings", "0", directory)).toMatchObject({ code: 0, stdout: "" });
  expect(await node(cwd, bin("vitest/vitest.mjs"), "run", "--project", "unit", "--reporter", "json", "--outputFile", "report.json", directory)).toMatchObject({ code: 0 });
  const report = JSON.parse(await readFile(join(cwd, "report.json"), "utf8")) as { success: boolean; numPassedTests: number };
  expect(report.success && report.numPassedTests >= 12, JSON.stringify(report)).toBe(true);

  expect(await node(directory, bin("tsup/dist/cli-default.js"))).toMatchObject({ code: 0 });
  const [, example = ""] = /```ts\n(.*?)```/s.exec(await readFile(join(directory, "README.md"), "utf8")) ?? [];
  await writeFile(join(directory, "example.ts"), example);
  expect(await node(directory, "example.ts")).toMatchObject({ code: 0, stderr: "" });
}, 300_000);

test("the package has the shape of its siblings, and a changeset", async () => {
  const cwd = await workspace();
  await node(cwd, GENERATOR, "tide-log");
  const read = async (path: string) => JSON.parse(await readFile(join(cwd, path), "utf8")) as Record<string, unknown>;
  const [made, sibling] = [await read("packages/adapter-tide-log/package.json"), await read("packages/sinks/package.json")];
  const { exports: _, ...others } = sibling; // a sibling may have more subpaths
  expect(Object.keys(made).filter((key) => key !== "devDependencies")).toEqual(expect.arrayContaining(Object.keys(others)));
  for (const field of ["license", "type", "engines", "main", "module", "types", "files", "scripts", "publishConfig", "sideEffects"]) expect(made[field], field).toEqual(sibling[field]);
  expect(await readFile(join(cwd, ".changeset/adapter-tide-log.md"), "utf8")).toMatch(/^---\n"@sluice\/adapter-tide-log": minor\n---\n/);
});

test("what exists is refused and stays as it is", async () => {
  const cwd = await workspace();
  await mkdir(join(cwd, "packages/adapter-tide-log"));
  await writeFile(join(cwd, "packages/adapter-tide-log/notes.md"), "mine");
  const { code, stderr } = await node(cwd, GENERATOR, "tide-log");
  expect([code, stderr]).toEqual([2, expect.stringContaining("expected nothing at")]);
  expect(await readdir(join(cwd, "packages/adapter-tide-log"))).toEqual(["notes.md"]);
});

test("--dry-run prints every file and writes none", async () => {
  const cwd = await workspace();
  const { code, stdout } = await node(cwd, GENERATOR, "tide-log", "--dry-run");
  expect(code).toBe(0);
  for (const name of ["package.json", "README.md", "LICENSE", "tsconfig.json", "tsup.config.ts", "src/index.ts", "src/tide-log.ts", "src/tide-log.test.ts"]) {
    expect(stdout).toContain(`--- packages/adapter-tide-log/${name}\n`);
  }
  expect(stdout).not.toMatch(/\{\{|undefined/);
  expect(await readdir(join(cwd, "packages"))).not.toContain("adapter-tide-log");
});
