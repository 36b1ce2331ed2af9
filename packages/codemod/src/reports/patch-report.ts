import type { CodemodResult } from "../run/codemod-result.js";
import { projectPath } from "./project-path.js";
import { unifiedDiff } from "./unified-diff.js";

/** All changes as one patch that `git apply` takes, byte for byte; not made safe for terminals. */
export function patchReport({ root, changes }: CodemodResult): string {
  const lines = changes.flatMap(({ source, text }) => {
    const bom = source.hasBom ? "\ufeff" : "";
    return unifiedDiff({ path: projectPath(root, source.path), before: bom + source.text, after: bom + text });
  });
  return lines.map((line) => `${line}\n`).join("");
}
