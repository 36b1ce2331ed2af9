import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type CommandResult, runCommand } from "../checks/command.ts";
import { moduleBoundaries } from "../checks/module-boundaries.ts";
import { root, workspaceCopy } from "./testing/workspace-copy.ts";

const GENERATOR = join(import.meta.dirname, "generate.ts");

/** One of everything, in one workspace, so that each tool starts once for all of them. */
const MADE = [
  ["adapter", "tide-log"],
  ["adapter", "tide-feed", "--http"],
  ["sink", "tide-folder"],
  ["transport", "tide-line"],
  ["rule", "no-huge-run"],
  ["codemod", "on-error-to-on-failure"],
] as const;
const PACKAGES = ["adapter-tide-log", "adapter-tide-feed", "sink-tide-folder", "bus-tide-line"];
const ADDED = [
  "packages/eslint-plugin/src/rules/no-huge-run.ts",
  "packages/eslint-plugin/src/rules/no-huge-run.test.ts",
  "packages/eslint-plugin/src/rules/all-rules.ts",
  "packages/codemod/src/migrations/on-error-to-on-failure.ts",
  "packages/codemod/src/migrations/on-error-to-on-failure.test.ts",
  "packages/codemod/src/migrations/all-migrations.ts",
];

let cwd: string;

beforeAll(async () => {
  cwd = await workspaceCopy();
  for (const parameters of MADE) expect(await node(cwd, GENERATOR, ...parameters)).toMatchObject({ code: 0, stderr: "" });
}, 60_000);
afterAll(() => rm(cwd, { recursive: true, force: true }));

function node(directory: string, ...parameters: readonly string[]): Promise<CommandResult> {
  return runCommand(process.execPath, parameters, { cwd: directory, timeoutMs: 240_000 });
}

const bin = (path: string): string => join(root, "node_modules", path);
const textOf = (path: string): Promise<string> => readFile(join(cwd, path), "utf8");
const manifestOf = async (name: string) => JSON.parse(await textOf(`packages/${name}/package.json`)) as Record<string, unknown>;

/** Fresh for one test that generates on its own. */
async function freshWorkspace(): Promise<string> {
  const directory = await workspaceCopy();
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test("what is made passes its tests, and so do the tests of the lists that it is put into", async () => {
  const tests = [...PACKAGES.map((name) => `packages/${name}/`), ...ADDED.filter((path) => path.endsWith(".test.ts")), "packages/eslint-plugin/src/plugin.test.ts", "src/integration/rule-pages", "src/migrations/all-migrations"];
  const result = await node(cwd, bin("vitest/vitest.mjs"), "run", "--project", "unit", "--reporter", "json", "--outputFile", "report.json", ...tests);
  const report = JSON.parse(await textOf("report.json")) as { numPassedTests: number; testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages: readonly string[] }[]; readonly message: string }[] };
  const failed = report.testResults.flatMap(({ assertionResults, message }) => [message, ...assertionResults.filter(({ status }) => status !== "passed").map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join(" ")}`)]);
  expect(failed.filter((line) => line !== "")).toEqual([]);
  expect(result.code).toBe(0);
  expect(report.numPassedTests).toBeGreaterThan(90);
}, 240_000);

test("what is made is clean of lint", async () => {
  const result = await node(cwd, bin("eslint/bin/eslint.js"), "--max-warnings", "0", ...PACKAGES.map((name) => `packages/${name}`), ...ADDED);
  expect(result).toMatchObject({ stdout: "", stderr: "", code: 0 });
}, 240_000);

test("packages build, and everything type-checks, the examples of their READMEs included, which also run", async () => {
  const build = async (name: string) => await node(join(cwd, "packages", name), bin("tsup/dist/cli-default.js"));
  for (const pair of [PACKAGES.slice(0, 2), PACKAGES.slice(2)]) expect(await Promise.all(pair.map(build))).toMatchObject([{ code: 0 }, { code: 0 }]);

  for (const name of PACKAGES) {
    const [, example = ""] = /```ts\n(.*?)```/s.exec(await textOf(`packages/${name}/README.md`)) ?? [];
    await writeFile(join(cwd, "packages", name, "example.ts"), example);
  }
  const include = [...PACKAGES.flatMap((name) => [`packages/${name}/src`, `packages/${name}/example.ts`]), ...ADDED];
  await writeFile(join(cwd, "tsconfig.made.json"), JSON.stringify({ extends: "./tsconfig.base.json", include }));
  expect(await node(cwd, bin("typescript/bin/tsc"), "-p", "tsconfig.made.json")).toMatchObject({ stdout: "", code: 0 });
  for (const name of PACKAGES) expect(await node(join(cwd, "packages", name), "example.ts"), name).toMatchObject({ code: 0, stderr: "" });
}, 240_000);

test("what is made stays within the boundaries of its layer", async () => {
  const problems = await moduleBoundaries(cwd);
  expect(problems.filter((problem) => /tide-|no-huge-run|on-error/.test(problem))).toEqual([]);
  const tags = await Promise.all(PACKAGES.map(async (name) => (await manifestOf(name))["nx"]));
  expect(tags).toEqual(["adapters", "adapters", "sinks", "event-bus"].map((layer) => ({ tags: [`layer:${layer}`] })));
});

test("packages have the shape of their siblings", async () => {
  const sibling = await manifestOf("resilience");
  for (const name of PACKAGES) {
    const made = await manifestOf(name);
    for (const field of ["license", "type", "engines", "main", "module", "types", "files", "scripts", "publishConfig", "sideEffects"]) expect(made[field], field).toEqual(sibling[field]);
    expect((await readdir(join(cwd, "packages", name))).sort()).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json", "src", "tsconfig.json", "tsup.config.ts"]));
  }
});

test("everything is announced by a changeset", async () => {
  const announced = await Promise.all(MADE.map(async ([word, name]) => /^---\n"(.+)": minor\n---\n\n\S.*\.\n$/.exec(await textOf(`.changeset/${word}-${name}.md`))?.[1]));
  expect(announced).toEqual([...PACKAGES.map((name) => `@sluice/${name}`), "@sluice/eslint-plugin", "@sluice/codemod"]);
});

test("what exists is refused and stays as it is", async () => {
  const directory = await freshWorkspace();
  await mkdir(join(directory, "packages/sink-mine"));
  await writeFile(join(directory, "packages/sink-mine/notes.md"), "mine");
  for (const parameters of [["sink", "mine"], ["rule", "prefer-stream-events"], ["codemod", "run-async-to-streaming"]]) {
    const { code, stderr } = await node(directory, GENERATOR, ...parameters);
    expect([code, stderr]).toEqual([2, expect.stringContaining("expected nothing at")]);
  }
  expect(await readdir(join(directory, "packages/sink-mine"))).toEqual(["notes.md"]);
  const list = "packages/eslint-plugin/src/rules/all-rules.ts";
  expect(await readFile(join(directory, list), "utf8")).toBe(await readFile(join(root, list), "utf8"));
});

test("a list whose marker is gone is named, and nothing is written", async () => {
  const directory = await freshWorkspace();
  const list = join(directory, "packages/codemod/src/migrations/all-migrations.ts");
  await writeFile(list, (await readFile(list, "utf8")).replace("  // new migrations: entries\n", ""));
  const { code, stderr } = await node(directory, GENERATOR, "codemod", "one-more");
  expect([code, stderr]).toEqual([1, expect.stringContaining("Cannot add to the list in packages/codemod/src/migrations/all-migrations.ts")]);
  expect(await readdir(join(directory, "packages/codemod/src/migrations"))).not.toContain("one-more.ts");
  expect(await readdir(directory)).not.toContain(".changeset");
});

test("--dry-run prints every file and writes none", async () => {
  const directory = await freshWorkspace();
  const { code, stdout } = await node(directory, GENERATOR, "adapter", "tide-log", "--dry-run");
  expect(code).toBe(0);
  for (const name of ["package.json", "README.md", "LICENSE", "tsconfig.json", "tsup.config.ts", "src/index.ts", "src/tide-log.ts", "src/tide-log.test.ts"]) {
    expect(stdout).toContain(`--- packages/adapter-tide-log/${name}\n`);
  }
  expect(stdout).not.toMatch(/\{\{|undefined/);
  expect(await readdir(join(directory, "packages"))).not.toContain("adapter-tide-log");
});
