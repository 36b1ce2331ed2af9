import { realpath } from "node:fs/promises";
import process from "node:process";
import { changedSince } from "../files/changed-since.js";
import { findRepository } from "../files/find-repository.js";
import { isInside } from "../files/is-inside.js";
import { listFiles } from "../files/list-files.js";
import { pathFilter } from "../files/path-filter.js";
import { resolveTargets, type Target } from "../files/resolve-targets.js";
import { type ScanCounts, scanFiles } from "../files/scan-files.js";
import type { SkippedFile } from "../files/skipped-file.js";
import type { SourceFile } from "../files/source-file.js";
import { sourceKindOf } from "../files/source-kind.js";
import type { MigrationEntry } from "../migrations/migration-entry.js";
import type { ScanOptions } from "./scan-options.js";

/** The sources of a project, and which of them the user asked about. */
export interface CollectedSources {
  readonly root: string;
  /** Every file of the project that contains a word, in order of path: what happens in one may matter to another. */
  readonly sources: readonly SourceFile[];
  readonly isSelected: (path: string) => boolean;
  /** Of the files selected. */
  readonly skipped: readonly SkippedFile[];
  /** Of the files selected. */
  readonly counts: ScanCounts;
}

const DEFAULT_MAX_BYTES = 1_048_576;

/**
 * Reads what contains a word of the migration.
 *
 * @throws {TypeError} If a path, pattern or commit is not what it should be.
 * @throws {RangeError} If `maxBytes` is out of range.
 */
export async function collectSources(options: ScanOptions, entry: MigrationEntry): Promise<CollectedSources> {
  const { include = [], exclude = [], since, maxBytes = DEFAULT_MAX_BYTES, env = process.env, signal } = options;
  if (!Number.isInteger(maxBytes) || maxBytes < 1024 || maxBytes > 2 ** 30) {
    throw new RangeError(`Cannot scan files: maxBytes must be an integer from 1024 to ${2 ** 30}, received ${maxBytes}`);
  }
  const { root, cwd } = await resolveRoot(options);
  const targets = await resolveTargets(options.paths?.length ? options.paths : [cwd], { root, cwd });
  const passes = pathFilter({ base: cwd, include, exclude });
  const changed = since === undefined ? null : await changedSince(since, { root, env });
  const isSelected = (path: string) => isTargeted(path, targets) && passes(path) && (changed?.has(path) ?? true);
  const listing = await listFiles({ root, targets, env });
  const scan = await scanFiles(listing.paths, { words: entry.words, oldNames: entry.oldNames ?? entry.words, maxBytes, isCounted: isSelected, ...(signal && { signal }) });
  const skipped = [...listing.skipped, ...scan.skipped, ...notSources(targets)].filter(({ path }) => isSelected(path));
  return { root, sources: scan.sources, isSelected, skipped, counts: scan.counts };
}

/** The project's directory and the working directory, both without symbolic links. */
export async function resolveRoot({ root, cwd, env = process.env }: Pick<ScanOptions, "root" | "cwd" | "env">): Promise<{ readonly root: string; readonly cwd: string }> {
  const start = await existing(cwd ?? root ?? process.cwd());
  if (root !== undefined) return { root: await existing(root), cwd: start };
  const { top } = await findRepository(start, env);
  return { root: top ?? start, cwd: start };
}

async function existing(directory: string): Promise<string> {
  return realpath(directory).catch((error: unknown) => {
    throw new TypeError(`Cannot scan a project: expected a directory, received ${directory}`, { cause: error });
  });
}

function isTargeted(path: string, targets: readonly Target[]): boolean {
  return targets.some((target) => (target.kind === "directory" ? isInside(target.path, path) : target.path === path));
}

function notSources(targets: readonly Target[]): SkippedFile[] {
  return targets
    .filter(({ path, kind }) => kind === "file" && sourceKindOf(path) === null)
    .map(({ path }) => ({ path, reason: "NOT_SOURCE", message: "its name does not end like that of a source file" }));
}
