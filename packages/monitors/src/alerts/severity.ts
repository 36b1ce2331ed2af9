import { type Severity, severitySchema } from "../rules/rule-schema.js";

const ORDER: readonly Severity[] = severitySchema.options;

/** The worst of them; `info` if there is none. */
export function maxSeverity(severities: readonly Severity[]): Severity {
  return ORDER[Math.max(0, ...severities.map((severity) => ORDER.indexOf(severity)))] ?? "info";
}

/** Whether a severity is at least as bad as another one. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return ORDER.indexOf(severity) >= ORDER.indexOf(least);
}
