import type { SourceFile } from "../files/source-file.js";
import type { Finding, TextEdit } from "../model.js";

/** One change that is made or not made as a whole. */
export interface Step {
  readonly finding: Finding;
  readonly kind: "rewrite" | "park";
  readonly edits: readonly TextEdit[];
}

/** The changes of one file, in order of their sites. */
export interface FilePlan {
  readonly source: SourceFile;
  readonly steps: readonly Step[];
}

/** What is to be changed, by file; files without a change are left out. */
export function planFiles(sources: readonly SourceFile[], findings: readonly Finding[], { park }: { readonly park: boolean }): FilePlan[] {
  const byPath = Map.groupBy(findings, ({ site }) => site.path);
  return sources.flatMap((source) => {
    const steps = (byPath.get(source.path) ?? []).flatMap((finding) => stepsOf(finding, park));
    return steps.length === 0 ? [] : [{ source, steps }];
  });
}

function stepsOf(finding: Finding, park: boolean): Step[] {
  const { outcome } = finding;
  if (outcome.action === "rewrite") return [{ finding, kind: "rewrite", edits: outcome.edits }];
  if (outcome.action === "leftover" && park && outcome.park !== undefined) return [{ finding, kind: "park", edits: outcome.park }];
  return [];
}
