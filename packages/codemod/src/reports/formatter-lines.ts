import { shellQuote } from "../cli/shell-quote.js";
import type { CodemodResult } from "../run/codemod-result.js";
import type { TextReportOptions } from "./text-report.js";

const NAMED = 20;

/** How to have the written files formatted, if the project has a formatter. */
export function formatterLines({ write, formatter, changes }: CodemodResult, { shown }: TextReportOptions): string[] {
  if (!write || formatter === null || changes.length === 0) return [];
  const paths = changes.map(({ source }) => shellQuote(shown(source.path)));
  const command = paths.length > NAMED ? `git diff --name-only -z --relative | xargs -0 ${formatter}` : `${formatter} ${paths.join(" ")}`;
  return ["Layout was kept as it was; to have the changed files formatted, run", `  ${command}`];
}
