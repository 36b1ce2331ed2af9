import { resolve } from "node:path";
import { CodemodError } from "../codemod-error.js";
import { findRepository } from "./find-repository.js";
import { type Environment, gitRecords, runGit } from "./run-git.js";

/**
 * The files that differ from where the current branch left `ref`, committed or not, and those that git does not track, absolute.
 *
 * @throws {TypeError} If git does not know `ref`.
 * @throws {CodemodError} `GIT_UNAVAILABLE` without a repository.
 */
export async function changedSince(ref: string, { root, env }: { readonly root: string; readonly env: Environment }): Promise<ReadonlySet<string>> {
  const repository = await findRepository(root, env);
  if (repository.top === null) {
    throw new CodemodError(`Cannot tell what changed since ${ref}: ${repository.reason}`, { code: "GIT_UNAVAILABLE" });
  }
  const options = { cwd: repository.top, env };
  const known = await runGit(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], options);
  const commit = known?.stdout.toString("utf8").trim() ?? "";
  if (known?.code !== 0) throw new TypeError(`Cannot tell what changed: expected a commit, branch or tag, received ${ref}`);
  const base = await runGit(["merge-base", commit, "HEAD"], options);
  const from = base?.code === 0 ? base.stdout.toString("utf8").trim() : commit; // without a common ancestor, all that differs
  const changed = await gitRecords(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-relative", "--diff-filter=d", from, "--"], options);
  const untracked = await gitRecords(["ls-files", "-z", "--others", "--exclude-standard"], options);
  return new Set([...changed, ...untracked].map((path) => resolve(options.cwd, path)));
}
