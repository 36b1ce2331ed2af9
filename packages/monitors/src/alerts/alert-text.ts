import { canRecover, type RuleNotice } from "../rules/rule-notice.js";
import type { Alert } from "./alert.js";

/** What a notice says, as lines of plain text. */
export function noticeLines(notice: RuleNotice): string[] {
  const { rule, severity, message, outcomes, lastError } = notice;
  const lines = [`${notice.type === "RuleFired" ? severity.toUpperCase() : "RECOVERED"} ${rule}: ${message}`];
  lines.push(`Documents: ${outcomes.completed} completed, ${outcomes.failed} failed`);
  if (canRecover(notice)) lines.push(`First seen ${iso(notice.firstSeenAt)}, last seen ${iso(notice.timestamp)}`);
  if (notice.type === "RuleRecovered") lines.push(`Fired for ${seconds(notice.durationMs)}`);
  if (lastError !== null) lines.push(`Last error: ${lastError}`);
  return lines;
}

/** The whole alert as plain text. */
export function alertText(alert: Alert): string {
  const head = [`Run ${alert.runId}${alert.adapter === null ? "" : ` (${alert.adapter})`}`];
  const further = alert.lookFurther === null ? [] : [`Look further: ${alert.lookFurther}`];
  return [...alert.notices.map((notice) => noticeLines(notice).join("\n")), [...head, ...further].join("\n")].join("\n\n");
}

/** The alert as one line. */
export function alertSubject({ status, severity, title }: Alert): string {
  return status === "firing" ? `[sluice ${severity}] ${title}` : `[sluice] ${title}`;
}

/** Text cut to a length, which counts UTF-16 units and splits no character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
