import { escapeControls } from "../cli/escape-controls.js";
import type { RewriteTarget } from "../model.js";
import { type CodemodResult, remainingSites } from "../run/codemod-result.js";
import type { SiteReport, SiteState } from "../run/site-report.js";
import type { TextReportOptions } from "./text-report.js";

/** The last lines: how many of what, and the next command. */
export function summaryLines(result: CodemodResult, { paint }: TextReportOptions): string[] {
  const { write, sites, changes, counts } = result;
  const looked = `Looked at ${count(counts.files, "source file")}, of which ${counts.withWords} ${counts.withWords === 1 ? "contains" : "contain"} a name of the migration`;
  const changed = sites.filter(({ state }) => state === "rewritten");
  const lines = [looked];
  if (changed.length > 0) {
    lines.push(paint("green", `${write ? "Rewrote" : "Would rewrite"} ${count(changed.length, "call")} in ${count(filesOf(changed), "file")}: ${targetsOf(changed)}`));
    lines.push(...noteLines(changed).map((line) => paint("dim", line)));
  }
  for (const [state, words] of remainders(write)) {
    const number = sites.filter((site) => site.state === state).length;
    if (number > 0) lines.push(paint("yellow", `${words}: ${count(number, "call")}`), ...(state === "left" ? parkLines(result).map((line) => paint("dim", line)) : []));
  }
  if (remainingSites(result).length === 0 && changed.length === 0) lines.push(paint("green", "Nothing is left to migrate"));
  if (!write) lines.push(changes.length > 0 ? "Nothing was written; add --write to write it, or --interactive to choose" : "Nothing was written");
  return lines;
}

function remainders(write: boolean): readonly (readonly [SiteState, string])[] {
  return [
    ["parked", write ? "Parked as runAsyncLegacy" : "Would be parked as runAsyncLegacy"],
    ["left", "Left to you"],
    ["declined", "Declined"],
    ["blocked", "In files that were not written"],
  ];
}

function filesOf(sites: readonly SiteReport[]): number {
  return new Set(sites.map(({ site }) => site.path)).size;
}

function targetsOf(sites: readonly SiteReport[]): string {
  const targets = sites.flatMap(({ outcome }) => (outcome.action === "rewrite" ? [outcome.target] : []));
  return [...Map.groupBy(targets, (target) => target)].map(([target, { length }]) => `${length} ${targetWords[target]}`).join(", ");
}

const targetWords: Readonly<Record<RewriteTarget, string>> = {
  loop: "streamed in a loop",
  yield: "streamed by yield*",
  list: "collected into a list",
  collect: "collected before the loop",
  drain: "read and thrown away",
};

/** Each thing there is to note, once. */
function noteLines(sites: readonly SiteReport[]): string[] {
  const notes = sites.flatMap(({ outcome }) => (outcome.action === "rewrite" && outcome.note !== undefined ? [outcome.note] : []));
  return [...Map.groupBy(notes, (note) => note)].map(([note, { length }]) => `  ${count(length, "call")}: ${escapeControls(note)}`);
}

/** How many of those left could be parked. */
function parkLines({ sites }: CodemodResult): string[] {
  const number = sites.filter(({ state, outcome }) => state === "left" && outcome.action === "leftover" && outcome.park !== undefined).length;
  return number === 0 ? [] : [`  --park would rename ${number} of them to runAsyncLegacy, which behaves as before`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
