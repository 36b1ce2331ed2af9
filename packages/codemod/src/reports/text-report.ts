import { escapeControls } from "../cli/escape-controls.js";
import type { Paint } from "../cli/paint.js";
import type { CodemodResult } from "../run/codemod-result.js";
import { diffLines } from "./diff-lines.js";
import { formatterLines } from "./formatter-lines.js";
import { leftoverLines } from "./leftover-lines.js";
import { projectPath } from "./project-path.js";
import { summaryLines } from "./summary-lines.js";

/** How {@link textReport} shows things. */
export interface TextReportOptions {
  readonly paint: Paint;
  /** How a path is shown. */
  readonly shown: (path: string) => string;
}

/** What people read: the diff, what changed, what is left and why, what was not looked at, and what to do next. */
export function textReport(result: CodemodResult, options: TextReportOptions): string {
  const sections = [
    ...(result.write ? [] : diffs(result, options.paint)),
    writtenLines(result, options),
    leftoverLines(result, options),
    typeFaultLines(result, options),
    skippedLines(result, options),
    failureLines(result, options),
    summaryLines(result, options),
    formatterLines(result, options),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => lines.map((line) => `${line}\n`).join("")).join("\n");
}

function diffs({ root, changes }: CodemodResult, paint: Paint): string[][] {
  return changes.map(({ source, text }) => diffLines({ path: projectPath(root, source.path), before: source.text, after: text }, paint));
}

function writtenLines({ write, changes, removed }: CodemodResult, { shown }: TextReportOptions): string[] {
  if (!write) return [];
  const lines = changes.map(({ source, steps }) => `wrote ${escapeControls(shown(source.path))} (${steps.length} ${steps.length === 1 ? "call" : "calls"})`);
  return [...lines, ...removed.map((path) => `removed ${escapeControls(shown(path))}, which a killed run had left`)];
}

function typeFaultLines({ typeFaults }: CodemodResult, { paint, shown }: TextReportOptions): string[] {
  if (typeFaults === null || typeFaults.length === 0) return [];
  const lines = typeFaults.map(({ path, line, column, code, message }) => `  ${escapeControls(`${shown(path)}:${line}:${column}  TS${code}  ${message}`)}`);
  const isOldPackage = typeFaults.some(({ message }) => /'(?:iterResults|streamEvents)' does not exist/.test(message));
  const hint = isOldPackage ? [paint("dim", "  The installed @sluice/pipeline has no streams yet: install 1.x, then verify again")] : [];
  return [paint("bold", "New type errors in the result"), ...lines, ...hint];
}

function skippedLines({ skipped }: CodemodResult, { paint, shown }: TextReportOptions): string[] {
  if (skipped.length === 0) return [];
  const lines = skipped.map(({ path, reason, message }) => `  ${escapeControls(shown(path))}  ${paint("yellow", reason)}  ${escapeControls(message)}`);
  return [paint("bold", "Skipped"), ...lines];
}

function failureLines({ failure, unwritten }: CodemodResult, { paint, shown }: TextReportOptions): string[] {
  if (failure === null) return [];
  const lines = unwritten.map((path) => `  ${escapeControls(shown(path))}`);
  return [paint("red", `Cannot write ${escapeControls(shown(failure.path))}: ${escapeControls(failure.message)}`), "Not written, each as it was before:", ...lines];
}
