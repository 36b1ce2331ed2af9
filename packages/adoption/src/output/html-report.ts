import { createHash } from "node:crypto";
import type { AdoptionReport } from "../scan/adoption-report.js";
import { escapeControls } from "./escape-controls.js";
import { formatShare } from "./format-share.js";
import { EMPTY_HTML, html, Html } from "./html.js";
import { htmlGroups, stackedBar } from "./html-groups.js";
import { SCRIPT } from "./html-script.js";
import { htmlSites } from "./html-sites.js";
import { STYLE } from "./html-style.js";
import { htmlTrend } from "./html-trend.js";
import { groupTables, remarksOf, sumOf } from "./report-tables.js";

const POLICY = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;

/**
 * A report as one HTML file that loads nothing: its content policy allows its own style and script and no connection. Every
 * name in it is escaped.
 */
export function htmlReport(report: AdoptionReport): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Streaming adoption: ${formatShare(report.total.share)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${totalSection(report)}
${report.history === null ? EMPTY_HTML : htmlTrend(report.history)}
${groupTables(report).map(htmlGroups)}
${htmlSites(report.sites)}
${remarksSection(report)}
</main>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function totalSection({ total, generatedAt, countEager }: AdoptionReport): Html {
  const { streaming, eager, legacy, unresolved, tests, share } = total;
  const figures = [
    ["streaming", "Streaming", streaming],
    ["eager", "Eager", eager],
    ["legacy", "Legacy", legacy],
    ["unresolved", "Unresolved", unresolved],
    ["tests", "In tests", sumOf(tests)],
  ] as const;
  return html`<header class="total">
<h1>Streaming adoption</h1>
<p class="share">${share === null ? "No sites" : formatShare(share)}</p>
<p class="when">${countEager ? "streaming / (streaming + eager + legacy)" : "streaming / (streaming + legacy)"}, tests apart · ${new Date(generatedAt).toISOString().slice(0, 16).replace("T", " ")} UTC</p>
${stackedBar(total, Math.max(1, streaming + eager + legacy))}
<dl>${figures.map(([kind, label, count]) => html`<div class="${kind}"><dt>${label}</dt><dd>${count}</dd></div>`)}</dl>
</header>`;
}

function remarksSection(report: AdoptionReport): Html {
  const remarks = remarksOf(report);
  const skipped = report.skipped.map(({ file, reason, message }) => html`<li><code>${escapeControls(file)}</code> ${reason}: ${escapeControls(message)}</li>`);
  if (remarks.length === 0) return EMPTY_HTML;
  return html`<section><h2>Notes</h2><ul>${remarks.map((remark) => html`<li>${escapeControls(remark)}</li>`)}</ul>
${skipped.length === 0 ? EMPTY_HTML : html`<details><summary>Files that were not looked at</summary><ul>${skipped}</ul></details>`}</section>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
