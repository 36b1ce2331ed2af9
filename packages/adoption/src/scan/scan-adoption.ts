import { realpath } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import { findRepository } from "../history/find-repository.js";
import { type HistoryRequest, readHistory } from "../history/read-history.js";
import type { AdoptionReport } from "./adoption-report.js";
import { askCodemod, type CodemodQuery, loadScanProject, type ScanProject } from "./codemod.js";
import { collectSites, toRelative } from "./collect-sites.js";
import { groupSites } from "./group-sites.js";
import { loadCodeOwners } from "./load-code-owners.js";
import { tallySites } from "./tally.js";

/** What is scanned, and how it is counted. */
export interface ScanOptions extends CodemodQuery {
  /** Whether eager sites count as not streaming. @default false */
  readonly countEager?: boolean;
  /** How many directories deep sites are grouped. @default 2 */
  readonly depth?: number;
  /** Samples the git history for the trend. @default no history */
  readonly history?: HistoryRequest;
  /** The time that the report carries, ms since epoch. @default Date.now() */
  readonly now?: number;
  /** Finds the sites. @default that of `@sluice/codemod` */
  readonly scanProject?: ScanProject;
}

/**
 * Counts streaming, eager and legacy sites per package, directory and owner. Writes nothing below the root.
 *
 * @throws {RangeError} If an option is out of range.
 * @throws {SluiceError} `DEPENDENCY_MISSING` without `@sluice/codemod`; `SOURCE_UNREADABLE` if the root, or its history where
 * it is asked for, cannot be read.
 */
export async function scanAdoption(options: ScanOptions): Promise<AdoptionReport> {
  const { countEager = false, depth = 2, history, signal, env = process.env, now = Date.now() } = options;
  if (!Number.isInteger(depth) || depth < 1) throw new RangeError(`Cannot scan: depth must be an integer >= 1, received ${depth}`);
  const root = await realDirectory(options.root);
  const scanProject = options.scanProject ?? (await loadScanProject());
  const query = { ...queryOf(options), root, cwd: await realDirectory(options.cwd ?? root) };
  const found = await askCodemod(scanProject, query);
  signal?.throwIfAborted();
  const repository = await findRepository(root, { env, signal });
  const owners = await loadCodeOwners(root, repository ?? root);
  const { sites, notes } = await collectSites(found, { root, ownersOf: owners.ownersOf, depth });
  const rule = { countEager };
  const trend = history === undefined ? null : await readHistory({ ...history, query, rule, scanProject, env, signal });
  return {
    type: "sluice-adoption-report",
    version: 1,
    generatedAt: now,
    countEager,
    detection: options.syntactic === true ? "syntax" : "types",
    total: tallySites(sites, rule),
    packages: groupSites(sites, (site) => [site.package], rule),
    directories: groupSites(sites, (site) => [site.directory], rule),
    owners: owners.ownersOf === null ? null : groupSites(sites, (site) => (site.owners.length === 0 ? [null] : site.owners), rule),
    sites,
    skipped: found.skipped.map(({ path, reason, message }) => ({ file: toRelative(root, path), reason, message })),
    history: trend?.points ?? null,
    notes: [...owners.notes, ...notes, ...(trend?.notes ?? [])],
  };
}

function queryOf({ history: _history, scanProject: _scanProject, countEager: _countEager, depth: _depth, now: _now, ...query }: ScanOptions): CodemodQuery {
  return query;
}

/** Without symbolic links, so that what is below it can be told by its path. */
async function realDirectory(path: string): Promise<string> {
  return realpath(path).catch((cause: unknown) => {
    throw new SluiceError(`Cannot scan ${path}: it cannot be opened`, { code: "SOURCE_UNREADABLE", context: { path }, cause });
  });
}
