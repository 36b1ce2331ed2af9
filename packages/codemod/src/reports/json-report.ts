import { type CodemodResult, remainingSites } from "../run/codemod-result.js";
import { exitCodeOf } from "../run/exit-code-of.js";
import type { SiteReport } from "../run/site-report.js";
import { readVersion } from "../version.js";
import { projectPath } from "./project-path.js";
import { safeJson } from "./safe-json.js";
import { unifiedDiff } from "./unified-diff.js";

/** One object, as `reportJsonSchema` describes it. */
export function jsonReport(result: CodemodResult): string {
  const { root, write, sites, changes, skipped, counts, typeFaults, failure, unwritten } = result;
  const shown = (path: string) => projectPath(root, path);
  const report = {
    version: 1,
    tool: { name: "@sluice/codemod", version: readVersion() },
    migration: result.migration,
    root,
    mode: write ? "write" : "dry-run",
    exitCode: exitCodeOf(result),
    counts: { ...counts, sites: sites.length, remaining: remainingSites(result).length },
    sites: sites.map((site) => ({ path: shown(site.site.path), ...siteOf(site) })),
    changes: changes.map(({ source, text, steps }) => ({
      path: shown(source.path),
      sites: steps.length,
      diff: unifiedDiff({ path: shown(source.path), before: source.text, after: text }).join("\n"),
    })),
    skipped: skipped.map((file) => ({ ...file, path: shown(file.path) })),
    typeErrors: typeFaults?.map((fault) => ({ ...fault, path: shown(fault.path) })) ?? null,
    failure: failure === null ? null : { ...failure, path: shown(failure.path), unwritten: unwritten.map(shown) },
    formatter: result.formatter,
  };
  return `${safeJson(report)}\n`;
}

function siteOf({ site, outcome, state }: SiteReport): object {
  const { line, column, method, kind, isTest } = site;
  const detail =
    outcome.action === "rewrite"
      ? { target: outcome.target, ...(outcome.note !== undefined && { note: outcome.note }) }
      : outcome.action === "leftover"
        ? { reason: outcome.reason, message: outcome.message, suggestion: outcome.suggestion }
        : {};
  return { line, column, method, kind, isTest, state, ...detail };
}
