import { relative } from "node:path";
import type { UsageReport } from "../usage/merge-usage.js";
import type { UsageSummary } from "../usage/usage-tally.js";
import { formatShare } from "./format-share.js";
import { type TextColumn, textTable } from "./text-table.js";

const right = (title: string): TextColumn => ({ title, align: "right" });

/** Merged counts as plain text for a terminal; files are named relative to `cwd`. */
export function usageTable({ files, total }: UsageReport, cwd: string): string {
  const columns: TextColumn[] = [{ title: "File", align: "left" }, ...["share", "streaming", "eager", "legacy", "other", "starts"].map(right), { title: "hours (UTC)", align: "left" }];
  const rows = files.map(({ file, ...summary }) => row(relative(cwd, file), summary));
  return `${textTable(columns, [...rows, row("all", total)]).join("\n")}\n`;
}

function row(name: string, { share, kinds, otherCalls, runs, fromHour, untilHour }: UsageSummary): string[] {
  const hours = fromHour === null || untilHour === null ? "–" : `${hour(fromHour)} to ${hour(untilHour)}`;
  return [name, formatShare(share), ...[kinds.streaming, kinds.eager, kinds.legacy, otherCalls, runs].map(String), hours];
}

function hour(time: number): string {
  return new Date(time).toISOString().slice(0, 13).replace("T", " ");
}
