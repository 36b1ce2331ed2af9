import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { queryInFolder } from "./query-in-folder.js";
import type { HistoryPoint } from "../scan/adoption-report.js";
import { askCodemod, type CodemodQuery, type ScanProject } from "../scan/codemod.js";
import { type ShareRule, streamingShare } from "../share.js";
import { chooseCommits, type Commit, parseCommits } from "./choose-commits.js";
import { contractOf } from "./contract-of.js";
import { GitObjects } from "./git-objects.js";
import { HistoryFolder } from "./history-folder.js";
import { type GitOptions, runGit } from "./run-git.js";
import { type TreeEntry, treeEntries } from "./tree-entries.js";

/** Which part of the history is looked at. */
export interface HistoryRequest {
  /** How many commits at most. @default 12 */
  readonly samples?: number;
  /** How far back from the newest commit, in days; null is the whole history. @default 365 */
  readonly days?: number | null;
}

/** What the history is read with. */
export interface HistoryOptions extends HistoryRequest, Omit<GitOptions, "cwd"> {
  /** As asked of the work tree; paths and patterns mean the same in each commit. */
  readonly query: CodemodQuery;
  readonly rule: ShareRule;
  readonly scanProject: ScanProject;
}

/** The trend, and what limits it. */
export interface History {
  /** Oldest first. */
  readonly points: readonly HistoryPoint[];
  readonly notes: readonly string[];
}

/**
 * Counts the sites of some commits along the first parents of `HEAD`. The work tree, the index and the refs are not touched:
 * objects are read into a temporary folder, which is removed on every way out. Receivers are told by syntax alone, for the
 * packages that a commit used are not installed.
 *
 * @throws {RangeError} If an option is out of range.
 * @throws {SluiceError} `SOURCE_UNREADABLE` outside of a repository, or without a commit.
 */
export async function readHistory({ samples = 12, days = 365, query, rule, scanProject, env, signal }: HistoryOptions): Promise<History> {
  if (!Number.isInteger(samples) || samples < 2) throw new RangeError(`Cannot read the history: samples must be an integer >= 2, received ${samples}`);
  if (days !== null && !(days > 0)) throw new RangeError(`Cannot read the history: days must be above 0, received ${days}`);
  const git = { cwd: query.root, env, signal };
  const commits = parseCommits(await runGit(["log", "--first-parent", "--no-show-signature", "--format=%H %ct", "HEAD"], git));
  const chosen = chooseCommits(commits, { samples, days });
  const notes = await shallowNotes(commits, git);
  await using objects = new GitObjects(git);
  await using folder = await HistoryFolder.create(objects);
  const points: HistoryPoint[] = [];
  let missing = 0;
  for (const commit of chosen) {
    signal?.throwIfAborted();
    const entries = treeEntries(await runGit(["ls-tree", "-r", "-z", "-l", commit.id], git));
    const change = await folder.become(entries, signal);
    missing = Math.max(missing, change.missing);
    const before = points.at(-1);
    const figures = change.changed || before === undefined ? await countSites({ query, rule, scanProject, folder: folder.path, entries }) : before;
    points.push({ ...figures, commit: commit.id, time: commit.time });
  }
  if (missing > 0) notes.push(`The clone is partial: up to ${missing} files of a commit are not in it and were left out of the history`);
  return { points, notes };
}

async function shallowNotes(commits: readonly Commit[], git: GitOptions): Promise<string[]> {
  const shallow = (await runGit(["rev-parse", "--is-shallow-repository"], git)).trim() === "true";
  const first = new Date(commits.at(-1)?.time ?? 0).toISOString().slice(0, 10);
  return shallow ? [`The clone is shallow: its history begins on ${first} (git fetch --unshallow gets the rest)`] : [];
}

interface CountSitesOptions extends Pick<HistoryOptions, "query" | "rule" | "scanProject"> {
  readonly folder: string;
  readonly entries: readonly TreeEntry[];
}

async function countSites({ query, rule, scanProject, folder, entries }: CountSitesOptions): Promise<Omit<HistoryPoint, "commit" | "time">> {
  const counts = { streaming: 0, eager: 0, legacy: 0, unresolved: 0 };
  if (entries.length > 0) {
    const manifests = entries.filter(({ path }) => basename(path) === "package.json");
    const texts = await Promise.all(manifests.map(({ path }) => readFile(join(folder, path), "utf8").catch(() => ""))); // one that the clone lacks
    const moved = await queryInFolder(query, folder);
    const { findings } = moved === null ? { findings: [] } : await askCodemod(scanProject, { from: contractOf(texts), ...moved });
    for (const { site } of findings) if (!site.isTest) counts[site.kind] += 1;
  }
  return { ...counts, share: streamingShare(counts, rule) };
}
