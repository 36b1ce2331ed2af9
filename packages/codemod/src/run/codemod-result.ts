import type { TypeFault } from "../compile/new-type-errors.js";
import type { ScanCounts } from "../files/scan-files.js";
import type { SkippedFile } from "../files/skipped-file.js";
import type { FileChange } from "./file-change.js";
import type { Formatter } from "./formatter-of.js";
import type { SiteReport } from "./site-report.js";
import type { WriteFailure } from "./write-changes.js";

/** What a run of the codemod did, or in a dry run would do. */
export interface CodemodResult {
  readonly migration: string;
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** Whether the run was to write. */
  readonly write: boolean;
  /** Every site of the files selected, in order of path and offset. */
  readonly sites: readonly SiteReport[];
  /** The files written; in a dry run those that would be. */
  readonly changes: readonly FileChange[];
  /** Files that were not looked at or not written, and why. */
  readonly skipped: readonly SkippedFile[];
  readonly counts: ScanCounts;
  /** New errors of the compiler, whose files were left alone; `null` if it was not asked. */
  readonly typeFaults: readonly TypeFault[] | null;
  /** Why writing stopped; then `unwritten` are the files that it did not come to. */
  readonly failure: WriteFailure | null;
  readonly unwritten: readonly string[];
  /** Temporary files of a killed run that were removed. */
  readonly removed: readonly string[];
  /** How the project formats its files, if any were changed. */
  readonly formatter: Formatter | null;
}

/** Sites that still run the old way after this: not changed, or only in a dry run. */
export function remainingSites({ sites, write }: CodemodResult): SiteReport[] {
  return sites.filter(({ state }) => state !== "kept" && (state !== "rewritten" || !write));
}

/** Files that contain a word of the migration and could not be looked at. */
export function unseenFiles({ skipped }: CodemodResult): SkippedFile[] {
  return skipped.filter(({ reason }) => reason === "ENCODING" || reason === "TOO_LARGE" || reason === "UNREADABLE");
}
