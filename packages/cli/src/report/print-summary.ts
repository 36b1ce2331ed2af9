import { formatBytes, formatCount, formatDuration, formatRate, formatShare } from "../output/format.js";
import type { LineStyle, Terminal } from "../output/terminal.js";
import type { RunSummary } from "./run-summary.js";

const headings: Readonly<Record<RunSummary["status"], { text: string; style: LineStyle }>> = {
  completed: { text: "✓ completed", style: "good" },
  "too-many-failed": { text: "✗ completed, but more documents failed than --max-failed allows", style: "bad" },
  stopped: { text: "■ stopped, can be resumed", style: "warning" },
  "stopped-early": { text: "■ stopped by early validation", style: "bad" },
  failed: { text: "✗ failed", style: "bad" },
};

/**
 * Shows the closing summary.
 *
 * @param show How a path is written, as short as it can be.
 */
export function printSummary(summary: RunSummary, terminal: Terminal, show: (path: string) => string): void {
  const heading = headings[summary.status];
  terminal.line(summary.status === "stopped" && summary.next.resume === null ? "■ stopped" : heading.text, heading.style);
  for (const line of summaryLines(summary, show)) terminal.line(`  ${line}`);
  const { resume, retryFailed } = summary.next;
  if (resume !== null) terminal.line(`  resume        ${resume}`, "strong");
  if (retryFailed !== null) terminal.line(`  retry failed  ${retryFailed}`, "strong");
}

function summaryLines(summary: RunSummary, show: (path: string) => string): string[] {
  const { completed, failed, sink, deadLetters, earlyValidation, qualityWarnings } = summary;
  const lines = [`documents     ${formatCount(completed)} completed, ${formatCount(failed)} failed, ${formatCount(summary.retried)} retries`];
  if (summary.durationMs > 0) lines.push(...timeLines(summary)); // a run that was complete already took none
  if (earlyValidation !== null) lines.push(`verdict       ${verdict(earlyValidation)}`);
  if (qualityWarnings > 0) lines.push(`warnings      quality was low at ${formatCount(qualityWarnings)} of the looks at it`);
  if (sink.path !== null) lines.push(`sink          ${show(sink.path)}${size(sink.bytes)}`);
  if (deadLetters !== null && failed > 0) lines.push(`dead letters  ${show(deadLetters.path)}${size(deadLetters.bytes)}`);
  for (const { count, errorType, error } of summary.failureReasons) lines.push(`  ${formatCount(count).padStart(7)} × ${error} [${errorType}]`);
  return lines;
}

function timeLines({ durationMs, documentsPerSecond, resumedFrom }: RunSummary): string[] {
  const time = `time          ${formatDuration(durationMs)}, ${formatRate(documentsPerSecond)}`;
  if (resumedFrom === null) return [time];
  return [time, `resumed from  ${formatCount(resumedFrom.completed)} completed, ${formatCount(resumedFrom.failed)} failed`];
}

function verdict({ status, outcomes, successRate }: NonNullable<RunSummary["earlyValidation"]>): string {
  const rate = successRate === null ? "no document" : formatShare(successRate);
  const counted = `${formatCount(outcomes)} document${outcomes === 1 ? "" : "s"}`;
  if (status === "insufficient") return `early validation had too few documents to judge: ${counted}`;
  return `early validation ${status}: ${rate} of ${counted} succeeded`;
}

function size(bytes: number | null): string {
  return bytes === null ? "" : ` (${formatBytes(bytes)})`;
}
