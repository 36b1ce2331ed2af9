import { pathToFileURL } from "node:url";
import type { TextEdit } from "../model.js";
import { type CodemodResult, remainingSites } from "../run/codemod-result.js";
import { exitCodeOf, EXIT_CODES } from "../run/exit-code-of.js";
import type { SiteReport } from "../run/site-report.js";
import { readVersion } from "../version.js";
import { describeSite, ruleOf } from "./describe-site.js";
import { projectPath } from "./project-path.js";
import { safeJson } from "./safe-json.js";

/** A log of SARIF 2.1.0: what is left and, in a dry run, what would be rewritten, with the fix. */
export function sarifReport(result: CodemodResult): string {
  const sites = remainingSites(result);
  const rules = [...new Set(sites.map(ruleOf))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "@sluice/codemod",
            semanticVersion: readVersion(),
            informationUri: "https://www.npmjs.com/package/@sluice/codemod",
            rules: rules.map((id) => ({ id })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(result.root).href}/` } },
        invocations: [{ executionSuccessful: exitCodeOf(result) !== EXIT_CODES.failure, exitCode: exitCodeOf(result) }],
        results: sites.map((site) => resultOf(site, result.root, rules)),
      },
    ],
  };
  return `${safeJson(log)}\n`;
}

function resultOf(report: SiteReport, root: string, rules: readonly string[]): object {
  const { site, outcome, state } = report;
  const artifactLocation = { uri: uriOf(projectPath(root, site.path)), uriBaseId: "SRCROOT" };
  const region = { startLine: site.line, startColumn: site.column, endColumn: site.column + (site.end - site.start) };
  const fixes = state === "rewritten" && outcome.action === "rewrite" ? { fixes: [fixOf(outcome.edits, artifactLocation)] } : {};
  return {
    ruleId: ruleOf(report),
    ruleIndex: rules.indexOf(ruleOf(report)),
    level: state === "rewritten" ? "note" : "warning",
    message: { text: describeSite(report) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...fixes,
  };
}

function fixOf(edits: readonly TextEdit[], artifactLocation: object): object {
  const replacements = edits.map(({ start, end, newText }) => ({
    deletedRegion: { charOffset: start, charLength: end - start },
    insertedContent: { text: newText },
  }));
  return { description: { text: "Rewrite the call" }, artifactChanges: [{ artifactLocation, replacements }] };
}

function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
