import { encodeSource } from "../files/decode-source.js";
import { replaceFile } from "../files/replace-file.js";
import type { SkippedFile } from "../files/skipped-file.js";
import type { FileChange } from "./file-change.js";

/** Why writing stopped. */
export interface WriteFailure {
  readonly path: string;
  /** Of the system, such as `ENOSPC`. */
  readonly code: string;
  readonly message: string;
}

/** What was written and what was not. */
export interface WriteOutcome {
  readonly written: readonly FileChange[];
  /** Files that somebody else has written since they were read. */
  readonly skipped: readonly SkippedFile[];
  /** Files that were not come to, in their old state, the one that failed first. */
  readonly unwritten: readonly FileChange[];
  readonly failure: WriteFailure | null;
}

/** Writes one file after the other, each as a whole, and stops at the first that fails. */
export async function writeChanges(changes: readonly FileChange[]): Promise<WriteOutcome> {
  const written: FileChange[] = [];
  const skipped: SkippedFile[] = [];
  for (const [index, change] of changes.entries()) {
    const { path, hash, hasBom } = change.source;
    try {
      if (await replaceFile(path, encodeSource({ text: change.text, hasBom }), hash)) written.push(change);
      else skipped.push({ path, reason: "CHANGED_MEANWHILE", message: "it has changed since it was read; run the codemod again" });
    } catch (error) {
      return { written, skipped, unwritten: changes.slice(index), failure: failureOf(path, error) };
    }
  }
  return { written, skipped, unwritten: [], failure: null };
}

function failureOf(path: string, error: unknown): WriteFailure {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
  return { path, code: error.code, message: error.message };
}
