import { lstat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import type { FileListing } from "./file-listing.js";
import { findRepository } from "./find-repository.js";
import { isInside } from "./is-inside.js";
import { listGitFiles } from "./list-git-files.js";
import type { Target } from "./resolve-targets.js";
import { type Environment, runGit } from "./run-git.js";
import type { SkippedFile } from "./skipped-file.js";
import { walkFiles } from "./walk-files.js";

/** What {@link listFiles} goes by. */
export interface ListFilesOptions {
  /** Absolute, without symbolic links. */
  readonly root: string;
  readonly targets: readonly Target[];
  readonly env: Environment;
}

/**
 * Every file of the project: what git tracks or would track, or, without git, what no `.gitignore` names. Submodules and
 * other repositories inside it count only where a target lies in them; ignored files only where they are targets themselves.
 */
export async function listFiles({ root, targets, env }: ListFilesOptions): Promise<FileListing> {
  const skipped: SkippedFile[] = [];
  const paths = new Set(targets.filter(({ kind }) => kind === "file").map(({ path }) => path));
  const directories = await directoriesToList(root, targets, env);
  for (const directory of directories) {
    for (const path of await listDirectory(directory, env)) if (isInside(root, path)) paths.add(path);
  }
  for (const { path, kind } of targets) {
    if (kind === "directory" && path !== root && (await isIgnored(path, env))) {
      skipped.push({ path, reason: "IGNORED", message: "git ignores this directory; make it the root (--root) to have it looked at" });
    }
  }
  const asked = new Set([...directories, ...targets.map(({ path }) => path)]);
  return { paths: await withoutDependencies([...paths].sort(), skipped, asked), skipped };
}

/** The root, and the top of every other working tree that a target lies in. */
async function directoriesToList(root: string, targets: readonly Target[], env: Environment): Promise<ReadonlySet<string>> {
  const directories = new Set([root]);
  for (const { path, kind } of targets) {
    const { top } = await findRepository(kind === "file" ? dirname(path) : path, env);
    if (top !== null && isInside(root, top)) directories.add(top);
  }
  return directories;
}

async function listDirectory(directory: string, env: Environment): Promise<string[]> {
  const { top } = await findRepository(directory, env);
  const isOutsideGit = top === null || (top !== directory && (await isIgnored(directory, env)));
  return isOutsideGit ? walkFiles(directory) : listGitFiles(directory, { env });
}

async function isIgnored(directory: string, env: Environment): Promise<boolean> {
  const result = await runGit(["check-ignore", "--quiet", "--", directory], { cwd: dirname(directory), env });
  return result?.code === 0;
}

/** Takes out what lies in `node_modules`, and directories, which git lists where another repository begins. */
async function withoutDependencies(paths: readonly string[], skipped: SkippedFile[], asked: ReadonlySet<string>): Promise<string[]> {
  const kept: string[] = [];
  for (const path of paths) {
    if (path.includes(`${sep}node_modules${sep}`)) {
      if (asked.has(path)) skipped.push({ path, reason: "NODE_MODULES", message: "installed packages are not migrated" });
    } else if (!/\.\w+$/.test(path) && (await isDirectory(path))) {
      if (!asked.has(path)) skipped.push({ path, reason: "SUBMODULE", message: "another repository begins here; run the codemod inside it" });
    } else {
      kept.push(path);
    }
  }
  return kept;
}

async function isDirectory(path: string): Promise<boolean> {
  const entry = await lstat(path).catch(() => null);
  return entry?.isDirectory() ?? false;
}
