import { dirname, resolve } from "node:path";
import { CodemodError } from "../codemod-error.js";
import { findRepository } from "./find-repository.js";
import { type Environment, gitRecords } from "./run-git.js";

const SHOWN = 10;
const PORTION = 200;

/**
 * Makes sure that git could bring every one of these files back.
 *
 * @param shown How a path is shown in the message.
 * @throws {CodemodError} `GIT_UNAVAILABLE` without git or a repository, `GIT_DIRTY` if a file has changes or is not tracked.
 */
export async function guardFiles(paths: readonly string[], { env, shown }: { readonly env: Environment; readonly shown: (path: string) => string }): Promise<void> {
  const lost: string[] = [];
  for (const [top, group] of await groupByRepository(paths, env)) {
    const options = { cwd: top, env };
    const tracked = absolute(top, await gitRecords(["--literal-pathspecs", "ls-files", "-z", "--cached", "--", ...group], options));
    const changed = absolute(top, await changedFiles(group, options));
    lost.push(...group.filter((path) => !tracked.has(path) || changed.has(path)));
  }
  if (lost.length === 0) return;
  const more = lost.length > SHOWN ? ` and ${lost.length - SHOWN} more` : "";
  const names = lost.slice(0, SHOWN).map(shown).join(", ");
  throw new CodemodError(`Cannot write: expected files that git could bring back, received uncommitted or untracked changes in ${names}${more}`, { code: "GIT_DIRTY", paths: lost });
}

/**
 * The top of the working tree around a directory.
 *
 * @throws {CodemodError} `GIT_UNAVAILABLE` with the reason.
 */
export async function requireRepository(directory: string, env: Environment): Promise<string> {
  const repository = await findRepository(directory, env);
  if (repository.top !== null) return repository.top;
  throw new CodemodError(`Cannot write: expected files that git could bring back, but ${repository.reason}`, { code: "GIT_UNAVAILABLE" });
}

/** Records of `git status`: two letters, a space, a path. Renames are off, so that no record has two paths. */
async function changedFiles(paths: readonly string[], options: { readonly cwd: string; readonly env: Environment }): Promise<string[]> {
  const records = await gitRecords(["--literal-pathspecs", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no", "--", ...paths], options);
  return records.map((record) => record.slice(3));
}

function absolute(top: string, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => resolve(top, name)));
}

/** The files of each repository, in portions that fit into a command line. */
async function groupByRepository(paths: readonly string[], env: Environment): Promise<(readonly [string, string[]])[]> {
  const byTop = new Map<string, string[]>();
  for (const [directory, group] of Map.groupBy(paths, (path) => dirname(path))) {
    const top = await requireRepository(directory, env);
    byTop.set(top, [...(byTop.get(top) ?? []), ...group]);
  }
  return [...byTop].flatMap(([top, group]) => portions(group).map((portion) => [top, portion] as const));
}

function portions(paths: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(paths.length / PORTION) }, (_, index) => paths.slice(index * PORTION, (index + 1) * PORTION));
}
