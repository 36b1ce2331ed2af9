import type { SiteReport } from "../run/site-report.js";

/** The name that reports for programs sort a site under: its reason, or what would be written. */
export function ruleOf({ outcome }: SiteReport): string {
  if (outcome.action === "leftover") return outcome.reason;
  return outcome.action === "rewrite" ? `REWRITE_${outcome.target.toUpperCase()}` : "KEEP";
}

/** What there is to say about a site, in one line. */
export function describeSite({ site, outcome, state }: SiteReport): string {
  if (outcome.action === "leftover") return `${site.method}: ${outcome.message}. ${capitalised(outcome.suggestion)}.`;
  if (outcome.action === "keep") return `${site.method} needs no change.`;
  if (state === "declined") return `${site.method} was left as it is on request.`;
  if (state === "blocked") return `${site.method} was not rewritten, because its file was not written.`;
  return `${site.method} would be rewritten (${outcome.target}).`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
