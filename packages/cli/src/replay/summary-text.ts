import { escapeControls } from "../output/escape-controls.js";
import { formatCount, formatDuration } from "../output/format.js";
import type { AttemptSummary, ReplaySummary } from "./replay-summary.js";

const SHOWN_ATTEMPTS = 20;

/** A summary for people. */
export function summaryText(summary: ReplaySummary): string {
  const { events, firstOffset, lastOffset, firstAt, lastAt, documents, retries, attempts, lastAttempts, failureReasons, types } = summary;
  if (firstOffset === null || lastOffset === null) return "events        none\n";
  const lines = [`events        ${formatCount(events)} (offsets ${formatCount(firstOffset)} … ${formatCount(lastOffset)})`];
  if (firstAt !== null && lastAt !== null) lines.push(`time          ${iso(firstAt)} … ${iso(lastAt)} (${formatDuration(Math.max(0, lastAt - firstAt))})`);
  lines.push(`documents     ${formatCount(documents.completed)} completed, ${formatCount(documents.failed)} failed, ${formatCount(retries)} retries`);
  if (summary.untold > 0) lines.push(`untold        ${formatCount(summary.untold)} of them ended right before a process was killed, and have no event`);
  lines.push(...durationLine(summary), `attempts      ${formatCount(attempts)}`);
  for (const attempt of lastAttempts.slice(-SHOWN_ATTEMPTS)) lines.push(`  ${attemptLine(attempt)}`);
  for (const { count, errorType, error } of failureReasons) lines.push(`  ${formatCount(count).padStart(7)} × ${error} [${errorType}]`);
  lines.push("types");
  for (const [type, count] of Object.entries(types)) lines.push(`  ${formatCount(count).padStart(11)}  ${type}`);
  return `${lines.map(escapeControls).join("\n")}\n`;
}

function durationLine({ durationMs }: ReplaySummary): string[] {
  const { count, p50, p95, p99 } = durationMs;
  if (count === 0 || p50 === null || p95 === null || p99 === null) return [];
  return [`durations     p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}, p99 ${formatDuration(p99)}`];
}

function attemptLine({ offset, adapter, isRetry, startedAt, status, reason, documents }: AttemptSummary): string {
  const what = isRetry ? `${adapter} retry-failed` : adapter;
  const end = status === "unfinished" ? "no end in the log" : reason === null ? status : `${status} (${reason})`;
  return `${iso(startedAt)}  offset ${formatCount(offset)}  ${what}: ${end}, ${formatCount(documents.completed)} completed, ${formatCount(documents.failed)} failed`;
}

function iso(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}
