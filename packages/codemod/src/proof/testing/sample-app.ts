import { execFile } from "node:child_process";
import { cp, glob, mkdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { APPS, type Contract, install, openWorkspace } from "./corpus-workspace.js";

const tsc = fileURLToPath(new URL("../../../../../node_modules/typescript/bin/tsc", import.meta.url));

/** A whole application of the corpus, copied where it can be changed. */
export interface SampleApp extends AsyncDisposable {
  readonly root: string;
  /** Installs another release, as `npm install` would. */
  upgrade(contract: Contract): Promise<void>;
  /** What its own compiler settings say, one line per error; compiled code lies in `dist/` nevertheless. */
  compile(): Promise<readonly string[]>;
  /** Runs its own tests. */
  test(): Promise<TestRun>;
  /** Its source files by path. */
  files(): Promise<ReadonlyMap<string, string>>;
}

/** What `node --test` says. */
export interface TestRun {
  readonly code: number;
  readonly passed: number;
  readonly failed: readonly string[];
}

/** Copies an application and installs 0.x for it. */
export async function openSampleApp(name: string): Promise<SampleApp> {
  const { root, [Symbol.asyncDispose]: remove } = await openWorkspace("0.x");
  await cp(join(APPS, name), root, { recursive: true });
  const link = async (contract: Contract): Promise<void> => {
    await install(root, contract);
    for await (const path of glob("packages/*", { cwd: root })) await linkWorkspace(root, path);
  };
  await link("0.x");
  return {
    root,
    upgrade: link,
    compile: () => compile(root),
    test: () => runTests(root),
    files: () => readFiles(root),
    [Symbol.asyncDispose]: remove,
  };
}

async function linkWorkspace(root: string, path: string): Promise<void> {
  const { name } = JSON.parse(await readFile(join(root, path, "package.json"), "utf8")) as { readonly name: string };
  await mkdir(dirname(join(root, "node_modules", name)), { recursive: true });
  await symlink(join(root, path), join(root, "node_modules", name), "junction");
}

async function compile(root: string): Promise<readonly string[]> {
  const hasReferences = (await Array.fromAsync(glob("packages/*", { cwd: root }))).length > 0;
  const args = hasReferences ? ["-b", "--force"] : ["-p", "."];
  const { code, stdout } = await run([tsc, ...args, "--pretty", "false"], root);
  return code === 0 ? [] : stdout.trimEnd().split("\n");
}

async function runTests(root: string): Promise<TestRun> {
  const patterns = (await readFile(join(root, "package.json"), "utf8")).match(/node --test (?<patterns>[^\n]*)"/)?.groups?.["patterns"] ?? "";
  const files = await Array.fromAsync(glob(patterns === "test" ? "test/*.test.js" : patterns.replaceAll(/[\\"]/g, ""), { cwd: root }));
  const { code, stdout } = await run(["--test", "--test-reporter=tap", ...files], root);
  const failed = [...stdout.matchAll(/^ *not ok \d+ - (?<title>.*)$/gm)].map(({ groups }) => groups?.["title"] ?? "");
  return { code, passed: Number(/^# pass (?<count>\d+)$/m.exec(stdout)?.groups?.["count"] ?? 0), failed };
}

async function readFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for await (const name of glob("{src,lib,bin,test,packages}/**/*.{ts,tsx,js}", { cwd: root, exclude: (path) => /\b(?:dist|node_modules)\b/.test(path) })) {
    files.set(name.replaceAll("\\", "/"), await readFile(join(root, name), "utf8"));
  }
  return files;
}

function run(args: readonly string[], cwd: string): Promise<{ readonly code: number; readonly stdout: string }> {
  const env = { ...process.env, SLUICE_SILENCE_DEPRECATIONS: "1", NODE_TEST_CONTEXT: undefined };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error !== null && typeof error.code !== "number") reject(new Error(`Cannot run ${args.join(" ")}`, { cause: error }));
      else resolve({ code: error === null ? 0 : Number(error.code), stdout });
    });
  });
}
