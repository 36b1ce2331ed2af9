import type { RunTally } from "../report/run-tally.js";
import { formatCount, formatDuration, formatRate, formatShare } from "./format.js";

const BAR_CELLS = 24;
const SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

/** The figures of a run in one line, as they stand: counts, rate, ETA, queue. */
export function progressFigures({ completed, failed, retried, progress }: RunTally): string {
  const figures = [`${formatCount(completed)} completed`, `${formatCount(failed)} failed`, `${formatCount(retried)} retries`];
  if (progress === null) return figures.join(", ");
  figures.push(formatRate(progress.documentsPerSecond), `queue ${formatCount(progress.queueDepth)}`);
  if (progress.etaSeconds !== null) figures.push(`ETA ${formatDuration(progress.etaSeconds * 1000)}`);
  return figures.join(", ");
}

/** How much of the source is done, from 0 to 1, or `null` where nobody knows. */
function shareDone({ completed, failed, progress }: RunTally): number | null {
  const total = progress?.estimatedTotal ?? null;
  const done = completed + failed;
  return total === null || total < done || total === 0 ? null : done / total;
}

/** What moves on a terminal. */
export interface ProgressMark {
  readonly text: string;
  /** Whether it fills a line of its own. */
  readonly isBar: boolean;
}

/** A bar where the total is known, else a spinner. */
export function progressBar(tally: RunTally, tick: number): ProgressMark {
  const share = shareDone(tally);
  if (share === null) return { text: SPINNER[tick % SPINNER.length] ?? "", isBar: false };
  const full = Math.round(share * BAR_CELLS);
  const total = tally.progress?.estimatedTotal ?? 0;
  return { text: `${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)} ${formatShare(share)} of ${formatCount(total)}`, isBar: true };
}
