import type { SkippedFile } from "./skipped-file.js";

/** The files that may be looked at, and what was left out by its place alone. */
export interface FileListing {
  /** Absolute, in order of path. */
  readonly paths: readonly string[];
  readonly skipped: readonly SkippedFile[];
}
