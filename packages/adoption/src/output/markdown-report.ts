import type { AdoptionReport } from "../scan/adoption-report.js";
import { escapeControls } from "./escape-controls.js";
import { formatShare } from "./format-share.js";
import { type GroupTable, groupTables, headlineOf, remarksOf, sumOf } from "./report-tables.js";

const MAX_SITES = 50;
const TITLES = ["share", "streaming", "eager", "legacy", "unresolved", "tests"];

/** A report as GitHub-flavoured Markdown. Names stand in code spans, so that they mention nobody and format nothing. */
export function markdownReport(report: AdoptionReport): string {
  const blocks = [
    [`## Streaming: ${formatShare(report.total.share)}`],
    [headlineOf(report)],
    ...groupTables(report).filter(({ groups }) => groups.length > 0).map(groupLines),
    historyLines(report),
    legacyLines(report),
    remarksOf(report).map((remark) => `- ${code(remark)}`),
  ];
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function groupLines({ title, groups, nameless }: GroupTable): string[] {
  const rows = groups.map(({ name, share, streaming, eager, legacy, unresolved, tests }) => [
    name === null ? nameless : code(name),
    formatShare(share),
    ...[streaming, eager, legacy, unresolved, sumOf(tests)].map(String),
  ]);
  return table([title, ...TITLES], rows);
}

function historyLines({ history }: AdoptionReport): string[] {
  if (history === null || history.length === 0) return [];
  const rows = history.map(({ time, commit, share, streaming, eager, legacy, unresolved }) => [
    `${new Date(time).toISOString().slice(0, 10)} ${code(commit.slice(0, 8))}`,
    formatShare(share),
    ...[streaming, eager, legacy, unresolved].map(String),
  ]);
  return table(["Commit", ...TITLES.slice(0, 5)], rows);
}

function legacyLines({ sites }: AdoptionReport): string[] {
  const legacy = sites.filter(({ kind, isTest }) => kind === "legacy" && !isTest);
  if (legacy.length === 0) return [];
  const lines = legacy.slice(0, MAX_SITES).map(({ file, line, method }) => `- ${code(`${file}:${line}`)} ${method}`);
  const more = legacy.length - lines.length;
  return ["### Legacy sites", "", ...lines, ...(more > 0 ? [`- and ${more} more`] : [])];
}

function table([first = "", ...rest]: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [[first, ...rest], ["---", ...rest.map(() => "--:")], ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** A code span that its content cannot end; a bar is escaped for tables, where it would end the cell. */
function code(text: string): string {
  const shown = escapeControls(text).replaceAll("|", "\\|");
  const fence = "`".repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map((ticks) => ticks.length)) + 1);
  const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}
