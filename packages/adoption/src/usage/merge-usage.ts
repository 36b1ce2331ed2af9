import type { ShareRule } from "../share.js";
import { readLines } from "./read-lines.js";
import { readRecord, type RecordFault } from "./read-record.js";
import type { UsageRecord } from "./usage-record.js";
import { type UsageSummary, UsageTally } from "./usage-tally.js";

/** Something in a file that was not counted. */
export interface UsageProblem extends RecordFault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What several files of counts come to. */
export interface UsageReport {
  readonly type: "sluice-adoption-usage-report";
  readonly version: 1;
  readonly files: readonly (UsageSummary & { readonly file: string })[];
  readonly total: UsageSummary;
  /** The first {@link MAX_PROBLEMS}; `problemCounts` has them all. */
  readonly problems: readonly UsageProblem[];
  readonly problemCounts: Readonly<Record<UsageProblem["kind"], number>>;
}

/** How many problems a report names. */
export const MAX_PROBLEMS = 100;

/**
 * Adds up the files that services have written. A line that comes twice, in one file or in two, counts once; what cannot be
 * counted is reported and counted, and the rest is counted all the same.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE` if a file cannot be read.
 */
export async function mergeUsage(files: readonly string[], rule: ShareRule = {}): Promise<UsageReport> {
  const seen = new Set<string>();
  const total = new UsageTally();
  const problems: UsageProblem[] = [];
  const problemCounts = { "cut-short": 0, damaged: 0, "unknown-version": 0, repeated: 0 };
  const rows: (UsageSummary & { file: string })[] = [];
  for (const file of files) {
    const tally = new UsageTally();
    for await (const line of readLines(file)) {
      const outcome = readRecord(line);
      if (outcome === null) continue;
      const fault = "fault" in outcome ? outcome.fault : takeOnce(outcome.record, seen);
      if (fault !== null) {
        problemCounts[fault.kind] += 1;
        if (problems.length < MAX_PROBLEMS) problems.push({ file, line: line.number, ...fault });
      } else if ("record" in outcome) {
        tally.add(outcome.record);
        total.add(outcome.record);
      }
    }
    rows.push({ file, ...tally.summary(rule) });
  }
  return { type: "sluice-adoption-usage-report", version: 1, files: rows, total: total.summary(rule), problems, problemCounts };
}

function takeOnce({ run, sequence }: UsageRecord, seen: Set<string>): RecordFault | null {
  const key = `${run}:${sequence}`;
  if (seen.has(key)) return { kind: "repeated", message: "was counted already" };
  seen.add(key);
  return null;
}
