import process from "node:process";
import { guardFiles, requireRepository } from "./files/git-guard.js";
import { removeStrays } from "./files/remove-strays.js";
import { chooseMigration } from "./migrations/choose-migration.js";
import { blockFiles } from "./run/block-files.js";
import { checkResults } from "./run/check-results.js";
import { type Choose, chooseSteps } from "./run/choose-steps.js";
import type { CodemodResult } from "./run/codemod-result.js";
import { type CollectedSources, collectSources, resolveRoot } from "./run/collect-sources.js";
import { toFileChange } from "./run/file-change.js";
import { findSites } from "./run/find-sites.js";
import { formatterOf } from "./run/formatter-of.js";
import { type FilePlan, planFiles } from "./run/plan-files.js";
import { reportSites } from "./run/report-sites.js";
import type { ScanOptions } from "./run/scan-options.js";
import { verifyChanges } from "./run/verify-changes.js";
import { writeChanges, type WriteOutcome } from "./run/write-changes.js";

/** What to change, and how careful to be. */
export interface CodemodOptions extends ScanOptions {
  /** Write the changes. @default false, which writes nothing at all */
  readonly write?: boolean;
  /** Also rename what cannot be migrated to `runAsyncLegacy`, with a comment. @default false */
  readonly park?: boolean;
  /** Leave files alone that would get new errors of the compiler. @default false */
  readonly verify?: boolean;
  /** Write also where git could not bring the file back. @default false */
  readonly allowDirty?: boolean;
  /** Also write files that have another name, which keeps the old text. @default false */
  readonly breakHardLinks?: boolean;
  /** Is asked about each change before anything is written. */
  readonly choose?: Choose;
}

const NOTHING_WRITTEN: WriteOutcome = { written: [], skipped: [], unwritten: [], failure: null };

/**
 * Migrates a project, or shows what would change.
 *
 * Before a file is written, git must be able to bring it back, every result parses, and the file still is what was read;
 * then each is replaced as a whole. Writing stops at the first file that fails, which the result names.
 *
 * @throws {TypeError} If a path, commit or migration is unknown.
 * @throws {CodemodError} If it cannot be done safely; then nothing was written.
 * @example
 * ```ts
 * const { changes, sites } = await runCodemod({ root: ".", paths: ["packages/api"] });
 * const left = sites.filter(({ state }) => state === "left");
 * ```
 */
export async function runCodemod(options: CodemodOptions = {}): Promise<CodemodResult> {
  const { write = false, park = false, verify = false, breakHardLinks = false, signal } = options;
  const entry = chooseMigration(options.migration);
  if (write) await requireGit(options);
  const collected = await collectSources(options, entry);
  const findings = await findSites(collected, entry, options);
  const planned = planFiles(collected.sources, findings, { park });
  await checkResults(planned.map(toFileChange));
  const writable = await blockFiles(planned, { hardLinks: breakHardLinks });
  const chosen = write ? await agree(writable.plans, collected, options) : writable.plans;
  const composed = chosen.map(toFileChange);
  if (options.choose !== undefined) await checkResults(composed);
  const verified = verify ? await verifyChanges(composed, collected.root) : { changes: composed, typeFaults: null, skipped: [] };
  signal?.throwIfAborted();
  const removed = write ? await removeStrays(collected.sources.map(({ path }) => path)) : [];
  const outcome = write ? await writeChanges(verified.changes) : NOTHING_WRITTEN;
  const changes = write ? outcome.written : verified.changes;
  const [first] = changes;
  return {
    migration: entry.id,
    root: collected.root,
    write,
    sites: reportSites(findings, { planned, writable: writable.plans, chosen, changes }),
    changes,
    skipped: [...collected.skipped, ...writable.skipped, ...verified.skipped, ...outcome.skipped],
    counts: collected.counts,
    typeFaults: verified.typeFaults,
    failure: outcome.failure,
    unwritten: outcome.unwritten.map(({ source }) => source.path),
    removed,
    formatter: first === undefined ? null : await formatterOf(first.source.path, collected.root),
  };
}

/** Says before any work that a run could not write at its end. */
async function requireGit(options: CodemodOptions): Promise<void> {
  if (options.allowDirty === true) return;
  const { cwd } = await resolveRoot(options);
  await requireRepository(cwd, options.env ?? process.env);
}

/** First the guard, then the questions. */
async function agree(plans: readonly FilePlan[], { root }: CollectedSources, options: CodemodOptions): Promise<readonly FilePlan[]> {
  if (options.allowDirty !== true) {
    const shown = (path: string) => path.slice(root.length + 1);
    await guardFiles(plans.map(({ source }) => source.path), { env: options.env ?? process.env, shown });
  }
  return options.choose === undefined ? plans : chooseSteps(plans, options.choose);
}
