import { escapeControls } from "../cli/escape-controls.js";
import { type CodemodResult, remainingSites, unseenFiles } from "../run/codemod-result.js";
import { describeSite, ruleOf } from "./describe-site.js";
import { projectPath } from "./project-path.js";

/** Workflow commands of GitHub Actions, one for each site that is left: warnings, and notices for what would be rewritten. */
export function githubReport(result: CodemodResult): string {
  const { root, failure } = result;
  const lines = remainingSites(result).map((report) => {
    const { path, line, column } = report.site;
    const level = report.state === "rewritten" ? "notice" : "warning";
    return command(level, { file: projectPath(root, path), line, col: column, title: ruleOf(report) }, describeSite(report));
  });
  for (const { path, reason, message } of unseenFiles(result)) lines.push(command("warning", { file: projectPath(root, path), title: reason }, message));
  if (failure !== null) lines.push(command("error", { file: projectPath(root, failure.path), title: failure.code }, failure.message));
  return lines.map((line) => `${line}\n`).join("");
}

function command(level: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${listed.join(",")}::${escapeData(message)}`;
}

/** A workflow command ends at its line; percent signs are how the rest is spelt. */
function escapeData(text: string): string {
  return escapeControls(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
