import { escapeControls } from "../cli/escape-controls.js";
import type { CodemodResult } from "../run/codemod-result.js";
import type { SiteReport } from "../run/site-report.js";
import type { TextReportOptions } from "./text-report.js";

/** What is left to a person, with the reason and a suggestion. */
export function leftoverLines({ sites, write }: CodemodResult, { paint, shown }: TextReportOptions): string[] {
  const left = sites.filter(({ state }) => state === "left" || state === "parked");
  if (left.length === 0) return [];
  const lines = left.flatMap((site) => {
    const { outcome } = site;
    if (outcome.action !== "leftover") return [];
    const parked = site.state === "parked" ? ` ${paint("dim", write ? "(parked)" : "(would be parked)")}` : "";
    return [
      `  ${placeOf(site, shown)}  ${site.site.method}  ${paint("yellow", outcome.reason)}${parked}`,
      `    ${escapeControls(outcome.message)}`,
      paint("dim", `    ${escapeControls(outcome.suggestion)}`),
    ];
  });
  return [paint("bold", "Left to you"), ...lines];
}

function placeOf({ site }: SiteReport, shown: (path: string) => string): string {
  return escapeControls(`${shown(site.path)}:${site.line}:${site.column}`);
}
