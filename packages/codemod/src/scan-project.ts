import type { ScanCounts } from "./files/scan-files.js";
import type { SkippedFile } from "./files/skipped-file.js";
import { chooseMigration } from "./migrations/choose-migration.js";
import type { Finding } from "./model.js";
import { collectSources } from "./run/collect-sources.js";
import { findSites } from "./run/find-sites.js";
import type { ScanOptions } from "./run/scan-options.js";

/** Everything that a migration says about a project. */
export interface ProjectScan {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** Every use of a run method, also those that need no change, in order of path and offset. */
  readonly findings: readonly Finding[];
  /** Files that could not be looked at, and why. */
  readonly skipped: readonly SkippedFile[];
  readonly counts: ScanCounts;
}

/**
 * Finds every use of a run method in a project, and writes nothing.
 *
 * @throws {TypeError} If a path, commit or migration is unknown.
 * @throws {CodemodError} If git is needed and missing, or the migration needs types that it cannot find.
 * @example
 * ```ts
 * const { findings } = await scanProject({ root: "." });
 * const legacy = findings.filter(({ site }) => site.kind === "legacy");
 * ```
 */
export async function scanProject(options: ScanOptions = {}): Promise<ProjectScan> {
  const entry = chooseMigration(options.migration);
  const collected = await collectSources(options, entry);
  const findings = await findSites(collected, entry, options);
  return { root: collected.root, findings, skipped: collected.skipped, counts: collected.counts };
}
