import { execFile } from "node:child_process";
import { SluiceError } from "@sluice/core-events";

/** What git is run with. */
export interface GitOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** The environment for a git that only reads: it takes no lock, asks for nothing, fetches nothing and speaks English. */
export function gitEnvironment(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
}

/**
 * What git prints.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` if git is not installed, `SOURCE_UNREADABLE` if it fails.
 */
export function runGit(args: readonly string[], { cwd, env, signal }: GitOptions): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile("git", args, { cwd, env: gitEnvironment(env), maxBuffer: 1 << 29, ...(signal === undefined ? {} : { signal }) }, (error, stdout, stderr) => {
    if (error === null) resolve(stdout);
    else if (signal?.aborted === true) reject(signal.reason as Error); // whatever the caller aborted with
    else reject(failureOf(error, args, stderr));
  });
  return promise;
}

function failureOf(error: Error, args: readonly string[], stderr: string): SluiceError {
  if ("code" in error && error.code === "ENOENT") {
    return new SluiceError("Cannot read the history: expected git on the PATH, and found none", { code: "DEPENDENCY_MISSING", cause: error });
  }
  const said = stderr.trim().split("\n")[0] ?? "";
  return new SluiceError(`Cannot read the history: git ${args[0] ?? ""} said ${JSON.stringify(said)}`, { code: "SOURCE_UNREADABLE", cause: error });
}
