import { applyEdits } from "../files/apply-edits.js";
import type { SourceFile } from "../files/source-file.js";
import type { FilePlan, Step } from "./plan-files.js";

/** One file as it was and as it is to be. */
export interface FileChange {
  readonly source: SourceFile;
  readonly steps: readonly Step[];
  /** The new text, without a byte order mark. */
  readonly text: string;
}

/** The file with all of its steps taken. */
export function toFileChange({ source, steps }: FilePlan): FileChange {
  return { source, steps, text: applyEdits(source.text, steps.flatMap(({ edits }) => edits)) };
}
