import { spawn } from "node:child_process";
import { CodemodError } from "../codemod-error.js";

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where git runs and what it may see. */
export interface GitOptions {
  readonly cwd: string;
  readonly env: Environment;
}

/** How a git command ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git without a shell, in English, taking no locks and running no file-system monitor that the repository names.
 * Resolves with `null` if there is no git to run.
 */
export async function runGit(args: readonly string[], { cwd, env }: GitOptions): Promise<GitResult | null> {
  const child = spawn("git", ["-c", "core.fsmonitor=false", ...args], {
    cwd,
    env: { ...env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    child.once("close", (code) => resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8").trim() }));
  });
}

/**
 * The records of a git command that ends them with NUL.
 *
 * @throws {CodemodError} `GIT_FAILED` with what git said.
 */
export async function gitRecords(args: readonly string[], options: GitOptions): Promise<string[]> {
  const result = await runGit(args, options);
  if (result?.code !== 0) {
    throw new CodemodError(`Cannot run git ${args.find((arg) => !arg.startsWith("-")) ?? ""}: ${result === null ? "git was not found" : result.stderr}`, { code: "GIT_FAILED" });
  }
  return result.stdout.toString("utf8").split("\0").filter((record) => record !== "");
}
