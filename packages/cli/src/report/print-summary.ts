import { formatBytes, formatCount, formatDuration, formatRate, formatShare } from "../output/format.js";
import { forwardLines } from "../forward/forward-lines.js";
import type { LineStyle, Terminal } from "../output/terminal.js";
import type { RunSummary } from "./run-summary.js";

const headings: Readonly<Record<RunSummary["status"], { text: string; style: LineStyle }>> = {
  completed: { text: "✓ completed", style: "good" },
  "too-many-failed": { text: "✗ completed, but more documents failed than --max-failed allows", style: "bad" },
  stopped: { text: "■ stopped, can be resumed", style: "warning" },
  "stopped-early": { text: "■ stopped by early validation", style: "bad" },
  "stopped-by-rule": { text: "■ stopped by a rule, can be resumed", style: "bad" },
  failed: { text: "✗ failed", style: "bad" },
};

/**
 * Shows the closing summary.
 *
 * @param show How a path is written, as short as it can be.
 */
export function printSummary(summary: RunSummary, terminal: Terminal, show: (path: string) => string): void {
  const heading = headings[summary.status];
  terminal.line(headingText(summary, heading.text), heading.style);
  for (const line of summaryLines(summary, show)) terminal.line(`  ${line}`);
  const { resume, retryFailed, forwardRest } = summary.next;
  if (forwardRest !== null) terminal.line(`  forward rest  ${forwardRest}`, "strong");
  if (resume !== null) terminal.line(`  resume        ${resume}`, "strong");
  if (retryFailed !== null) terminal.line(`  retry failed  ${retryFailed}`, "strong");
}

function headingText({ status, limit, next }: RunSummary, text: string): string {
  if (status === "stopped" && next.resume === null) return "■ stopped";
  if (limit === null) return text;
  return `${text}, as far as --limit ${formatCount(limit)} goes; earlier attempts count, and a higher one goes on`;
}

function summaryLines(summary: RunSummary, show: (path: string) => string): string[] {
  const { completed, failed, sinks, deadLetters, earlyValidation, qualityWarnings } = summary;
  const lines = [`documents     ${formatCount(completed)} completed, ${formatCount(failed)} failed, ${formatCount(summary.retried)} retries`];
  if (summary.durationMs > 0) lines.push(...timeLines(summary)); // a run that was complete already took none
  if (earlyValidation !== null) lines.push(`verdict       ${verdict(earlyValidation)}`);
  if (qualityWarnings > 0) lines.push(`warnings      quality was low at ${formatCount(qualityWarnings)} of the looks at it`);
  lines.push(...noteLines(summary));
  lines.push(...watchLines(summary));
  for (const { name, path, bytes } of sinks) if (name !== "stdout") lines.push(`sink          ${path === null ? name : show(path)}${size(bytes)}`);
  if (deadLetters !== null && failed > 0) lines.push(`dead letters  ${show(deadLetters.path)}${size(deadLetters.bytes)}`);
  for (const { count, errorType, error } of summary.failureReasons) lines.push(`  ${formatCount(count).padStart(7)} × ${error} [${errorType}]`);
  lines.push(...eventLogLines(summary, show), ...forwardLines(summary.forwards));
  return lines;
}

/** What the adapter has noted, and where each note can be read in full. */
function noteLines({ notes, next }: RunSummary): string[] {
  if (notes.length === 0) return [];
  const more = next.readNotes === null ? [] : [`              ${next.readNotes}`];
  return [`notes         ${notes.map(({ name, count }) => `${formatCount(count)} × ${name}`).join(", ")}`, ...more];
}

function eventLogLines({ eventLog }: RunSummary, show: (path: string) => string): string[] {
  if (eventLog === null) return [];
  const { directory, firstOffset, lastOffset, notLogged, error } = eventLog;
  const lines = firstOffset === null || lastOffset === null ? [] : [`event log     ${show(directory)} (offsets ${formatCount(firstOffset)} … ${formatCount(lastOffset)})`];
  return error === null ? lines : [...lines, `event log     failed, ${formatCount(notLogged)} events are missing from it: ${error}`];
}

function watchLines({ rules, alerts }: RunSummary): string[] {
  const fired = rules.filter((rule) => rule.fired > 0).map(({ rule, fired, recovered, severity }) => `rule          ${rule} fired ${times(fired)}${recovered > 0 ? `, recovered ${times(recovered)}` : ""} (${severity})`);
  const told = (alerts?.channels ?? []).filter(({ delivered, failed, dropped }) => delivered + failed + dropped > 0);
  return [...fired, ...told.map(({ channel, delivered, failed, dropped }) => `alerts        ${channel}: ${formatCount(delivered)} delivered, ${formatCount(failed)} failed, ${formatCount(dropped)} dropped`)];
}

function times(count: number): string {
  return count === 1 ? "once" : `${formatCount(count)} times`;
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
