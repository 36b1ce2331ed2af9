import { resolve } from "node:path";
import type { AdoptionIo } from "../adoption-io.js";
import { escapeControls } from "../output/escape-controls.js";
import { usageTable } from "../output/usage-table.js";
import { mergeUsage, type UsageReport } from "../usage/merge-usage.js";
import { emit } from "./emit.js";
import type { MergeCommandOptions } from "./merge.js";

/** Adds up files of counts, prints the report, and says on stderr what was not counted. */
export async function runMerge(files: readonly string[], { countEager, format, output }: MergeCommandOptions, io: AdoptionIo): Promise<void> {
  const report = await mergeUsage(files.map((file) => resolve(io.cwd, file)), { countEager });
  await emit(format === "json" ? `${JSON.stringify(report, null, 2)}\n` : usageTable(report, io.cwd), output, io);
  for (const line of problemLines(report)) io.stderr.write(`${line}\n`);
}

function problemLines({ problems, problemCounts }: UsageReport): string[] {
  const named = problems.filter(({ kind }) => kind !== "repeated").map(({ file, line, message }) => `${escapeControls(file)}:${line} ${escapeControls(message)}`);
  const repeated = problemCounts.repeated > 0 ? [`${problemCounts.repeated} ${problemCounts.repeated === 1 ? "line was" : "lines were"} counted already`] : [];
  const all = problemCounts["cut-short"] + problemCounts.damaged + problemCounts["unknown-version"];
  return [...named, ...(all > named.length ? [`and ${all - named.length} more lines that were not counted`] : []), ...repeated];
}
