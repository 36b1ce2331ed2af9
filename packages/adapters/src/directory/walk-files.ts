import { stat } from "node:fs/promises";
import { join } from "node:path";
import { errorMessageOf } from "@sluice/core-events";
import { compareKeys, directoryEntries, type DirectoryEntry, undecodableName } from "./directory-entries.js";
import type { PathFilter } from "./path-filter.js";

/** What a walk comes by: a file, or with a `problem` a file or directory that cannot be read. */
export interface WalkedFile {
  /** Relative to the root, with forward slashes. A directory ends with a slash; a name that is not UTF-8 is a slash, which no
   * name holds, and its bytes in hexadecimal. */
  readonly path: string;
  /** Where a walk begins again to meet this first. */
  readonly keys: readonly string[];
  readonly problem: string | null;
}

/** What was passed by, by reason. */
export type SkippedCounts = Record<"hidden" | "symlink" | "special", number>;

/** How {@link walkFiles} goes about it. */
export interface WalkOptions {
  readonly filter: PathFilter;
  /** Whether names that begin with a dot are taken. */
  readonly hidden: boolean;
  /** Whether symbolic links are followed; one that leads back to a directory it stands in is passed by. */
  readonly followSymlinks: boolean;
  /** Begins here instead of at the start; what is gone meanwhile is passed by. */
  readonly from?: readonly string[];
  readonly skipped: SkippedCounts;
  readonly signal: AbortSignal;
}

interface Level {
  /** Relative path with a trailing slash; empty for the root. */
  readonly prefix: string;
  readonly keys: readonly string[];
  readonly entries: readonly DirectoryEntry[];
  /** Device and inode, against loops; `null` where links are not followed. */
  readonly identity: string | null;
  next: number;
}

/**
 * Finds the files of a tree, one at a time, in an order that depends on the names alone: by the bytes of each name, a directory's
 * files where its name stands. Holds the entries of one directory per level, whatever the size of the tree.
 *
 * A directory that cannot be listed, or has vanished, is yielded with a `problem`; the walk goes on.
 */
export async function* walkFiles(root: string, options: WalkOptions): AsyncGenerator<WalkedFile, void, undefined> {
  const levels: Level[] = [];
  const first = await enter(root, { prefix: "", keys: [] }, options);
  if ("problem" in first) yield first;
  else levels.push(first);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    options.signal.throwIfAborted();
    const entry = level.entries[level.next];
    level.next += 1;
    if (entry === undefined) {
      levels.pop();
      continue;
    }
    const found = await look(root, { level, entry }, options);
    if (found === "directory") {
      const below = await enterBelow(root, { level, entry, levels }, options);
      if (below !== null && "problem" in below) yield below;
      else if (below !== null) levels.push(below);
    } else if (found !== null) {
      yield found;
    }
  }
}

interface Found {
  readonly level: Level;
  readonly entry: DirectoryEntry;
}

async function look(root: string, { level, entry }: Found, options: WalkOptions): Promise<WalkedFile | "directory" | null> {
  const { filter, hidden, skipped } = options;
  const { key } = entry;
  if (key.startsWith(".") && !hidden) return passBy(skipped, "hidden");
  const keys = [...level.keys, key];
  const bytes = undecodableName(key);
  if (bytes !== null) return { path: `${level.prefix}/${bytes}`, keys, problem: "expected a name in UTF-8, received other bytes" };
  const path = level.prefix + key;
  const kind = entry.kind === "symlink" ? await targetKind(join(root, path), options) : entry.kind;
  if (kind === "directory") return "directory";
  if (kind !== "file") return passBy(skipped, kind === "symlink" ? "symlink" : "special");
  return filter.accepts(path) ? { path, keys, problem: null } : null;
}

function passBy(skipped: SkippedCounts, reason: keyof SkippedCounts): null {
  skipped[reason] += 1;
  return null;
}

/** What a link leads to; a dangling one stays a link. */
async function targetKind(path: string, { followSymlinks }: WalkOptions): Promise<DirectoryEntry["kind"]> {
  if (!followSymlinks) return "symlink";
  const status = await stat(path).catch(() => null); // a link whose target is gone is counted as a link
  if (status === null) return "symlink";
  return status.isFile() ? "file" : status.isDirectory() ? "directory" : "other";
}

async function enterBelow(root: string, { level, entry, levels }: Found & { readonly levels: readonly Level[] }, options: WalkOptions): Promise<Level | WalkedFile | null> {
  const path = level.prefix + entry.key;
  if (!options.filter.enters(path)) return null;
  const below = await enter(root, { prefix: `${path}/`, keys: [...level.keys, entry.key] }, options);
  if ("problem" in below || below.identity === null || levels.every(({ identity }) => identity !== below.identity)) return below;
  return passBy(options.skipped, "symlink");
}

async function enter(root: string, { prefix, keys }: Pick<Level, "prefix" | "keys">, { followSymlinks, from }: WalkOptions): Promise<Level | WalkedFile> {
  const path = join(root, prefix);
  try {
    const status = followSymlinks ? await stat(path, { bigint: true }) : null;
    const entries = await directoryEntries(path);
    return { prefix, keys, entries, identity: status === null ? null : `${status.dev}:${status.ino}`, next: startOf(entries, { keys, from }) };
  } catch (error) {
    return { path: prefix === "" ? "./" : prefix, keys, problem: errorMessageOf(error) };
  }
}

/** The first entry at or behind where the walk begins again. */
function startOf(entries: readonly DirectoryEntry[], { keys, from }: { readonly keys: readonly string[]; readonly from: readonly string[] | undefined }): number {
  const key = from?.[keys.length];
  if (key === undefined || keys.some((name, index) => name !== from?.[index])) return 0;
  const index = entries.findIndex((entry) => compareKeys(entry.key, key) >= 0);
  return index === -1 ? entries.length : index;
}
