import type { AdoptionReport } from "../scan/adoption-report.js";
import { escapeControls } from "./escape-controls.js";
import { formatShare } from "./format-share.js";
import { type GroupTable, groupTables, headlineOf, remarksOf, sumOf } from "./report-tables.js";
import { type TextColumn, textTable } from "./text-table.js";

const MAX_SITES = 20;
const BAR_CELLS = 20;
const right = (title: string): TextColumn => ({ title, align: "right" });
const left = (title: string): TextColumn => ({ title, align: "left" });
const COUNTS = ["streaming", "eager", "legacy", "unresolved", "tests"].map(right);

/** A report as plain text for a terminal. */
export function terminalReport(report: AdoptionReport): string {
  const blocks = [
    [`Streaming ${formatShare(report.total.share)}  ${barOf(report.total.share)}`, headlineOf(report)],
    ...groupTables(report).filter(({ groups }) => groups.length > 0).map(groupLines),
    historyLines(report),
    siteLines(report, "legacy"),
    siteLines(report, "unresolved"),
    remarksOf(report).map((remark) => `Note: ${escapeControls(remark)}`),
  ];
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function groupLines({ title, groups, nameless }: GroupTable): string[] {
  const rows = groups.map(({ name, share, streaming, eager, legacy, unresolved, tests }) => [
    name ?? nameless,
    formatShare(share),
    ...[streaming, eager, legacy, unresolved, sumOf(tests)].map(String),
  ]);
  return textTable([left(title), right("share"), ...COUNTS], rows);
}

function historyLines({ history }: AdoptionReport): string[] {
  if (history === null || history.length === 0) return [];
  const rows = history.map(({ time, commit, share, streaming, eager, legacy }) => [
    new Date(time).toISOString().slice(0, 10),
    commit.slice(0, 8),
    formatShare(share),
    ...[streaming, eager, legacy].map(String),
    barOf(share),
  ]);
  return textTable([left("Date"), left("commit"), right("share"), ...COUNTS.slice(0, 3), left("")], rows);
}

function siteLines({ sites }: AdoptionReport, kind: "legacy" | "unresolved"): string[] {
  const found = sites.filter((site) => site.kind === kind && !site.isTest);
  if (found.length === 0) return [];
  const lines = found.slice(0, MAX_SITES).map(({ file, line, column, method, owners }) => escapeControls(`  ${file}:${line}:${column}  ${[method, ...owners].join("  ")}`));
  const more = found.length - lines.length;
  return [`${kind === "legacy" ? "Legacy" : "Unresolved"} sites`, ...lines, ...(more > 0 ? [`  and ${more} more, which --format json lists`] : [])];
}

function barOf(share: number | null): string {
  if (share === null) return "";
  const full = Math.floor(share * BAR_CELLS);
  return "█".repeat(full) + "░".repeat(BAR_CELLS - full);
}
