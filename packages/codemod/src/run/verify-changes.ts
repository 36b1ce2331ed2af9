import type { TypeFault } from "../compile/new-type-errors.js";
import type { SkippedFile } from "../files/skipped-file.js";
import type { FileChange } from "./file-change.js";

/** The changes that add no error of the compiler, and the errors of the others. */
export interface VerifiedChanges {
  readonly changes: readonly FileChange[];
  readonly typeFaults: readonly TypeFault[];
  readonly skipped: readonly SkippedFile[];
}

/** Type-checks the changed files, before and after, and takes out those that would get worse. Loads the compiler. */
export async function verifyChanges(changes: readonly FileChange[], root: string): Promise<VerifiedChanges> {
  if (changes.length === 0) return { changes, typeFaults: [], skipped: [] };
  const { newTypeErrors } = await import("../compile/new-type-errors.js");
  const typeFaults = newTypeErrors(changes.map(({ source, text }) => ({ path: source.path, before: source.text, after: text })), root);
  const byPath = Map.groupBy(typeFaults, ({ path }) => path);
  const skipped = [...byPath].map(([path, faults]): SkippedFile => ({
    path,
    reason: "TYPE_ERRORS",
    message: `the result would not type-check (${faults.length} new ${faults.length === 1 ? "error" : "errors"})`,
  }));
  return { changes: changes.filter(({ source }) => !byPath.has(source.path)), typeFaults, skipped };
}
