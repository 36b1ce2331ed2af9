import { type CodemodOptions, runCodemod } from "../run-codemod.js";
import type { CodemodResult } from "../run/codemod-result.js";
import { GIT_ENV } from "./git-repository.js";
import { renameCalls } from "./rename-calls.js";

/** A call before the migration {@link renameCalls}. */
export const OLD = "fetchAll();\n";

/** The same call afterwards. */
export const NEW = "fetchEach();\n";

/** Runs {@link renameCalls} over a directory. */
export function run(root: string, options: CodemodOptions = {}): Promise<CodemodResult> {
  return runCodemod({ root, env: GIT_ENV, migration: renameCalls, ...options });
}

/** The files changed, relative to the root. */
export function changedIn({ changes, root }: CodemodResult): string[] {
  return changes.map(({ source }) => source.path.slice(root.length + 1));
}

/** The files skipped, relative to the root, each with its reason. */
export function skippedIn({ skipped, root }: CodemodResult): string[] {
  return skipped.map(({ path, reason }) => `${path.slice(root.length + 1)} ${reason}`);
}
