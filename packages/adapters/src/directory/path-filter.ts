import { Glob } from "./glob.js";

/** Which paths a {@link PathFilter} lets pass. */
export interface PathFilterOptions {
  /** A file must match one of these. */
  readonly include: readonly string[];
  /** A file that matches one of these is left out; a directory that matches one is not entered. */
  readonly exclude: readonly string[];
}

const EVERYTHING_INSIDE = "/**";

/** Decides by glob patterns which files of a tree are read. Paths are relative to the root, with forward slashes. */
export class PathFilter {
  readonly #include: readonly Glob[];
  readonly #exclude: readonly Glob[];
  /** Directories of which everything is left out. */
  readonly #pruned: readonly Glob[];

  /** @throws {RangeError} If a pattern stands for more than 1,000 others. */
  constructor({ include, exclude }: PathFilterOptions) {
    this.#include = include.map((pattern) => new Glob(pattern));
    this.#exclude = exclude.map((pattern) => new Glob(pattern));
    this.#pruned = exclude.filter((pattern) => pattern.endsWith(EVERYTHING_INSIDE)).map((pattern) => new Glob(pattern.slice(0, -EVERYTHING_INSIDE.length)));
  }

  /** Whether the file is read. */
  accepts(path: string): boolean {
    return matchesAny(this.#include, path) && !matchesAny(this.#exclude, path);
  }

  /** Whether the directory may hold files that are read. */
  enters(path: string): boolean {
    return !matchesAny(this.#exclude, path) && !matchesAny(this.#pruned, path);
  }
}

function matchesAny(globs: readonly Glob[], path: string): boolean {
  return globs.some((glob) => glob.matches(path));
}
