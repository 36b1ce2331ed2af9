import { CodemodError } from "../codemod-error.js";
import type { TextEdit } from "../model.js";

/**
 * The text with every edit made; what no edit covers stays as it is, character for character. An edit that is given twice
 * is made once, so that two sites may ask for the same import. Insertions at one offset keep their order.
 *
 * @throws {CodemodError} `EDITS_OVERLAP` if two edits want the same text.
 * @throws {RangeError} If an edit lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const edit of inOrder(edits)) {
    if (!isInside(text, edit)) throw new RangeError(`Cannot apply an edit: expected a span within 0..${text.length}, received ${edit.start}..${edit.end}`);
    if (edit.start < end) {
      throw new CodemodError(`Cannot apply edits: expected spans that do not overlap, received one at ${edit.start} inside another that ends at ${end}`, { code: "EDITS_OVERLAP" });
    }
    parts.push(text.slice(end, edit.start), edit.newText);
    end = edit.end;
  }
  return parts.join("") + text.slice(end);
}

/** Sorted by start, insertions before the replacement of what follows them, without repetitions. */
function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  const unique = new Map(edits.map((edit) => [`${edit.start}:${edit.end}:${edit.newText}`, edit]));
  return [...unique.values()].toSorted((left, right) => left.start - right.start || left.end - right.end);
}

function isInside(text: string, { start, end }: TextEdit): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= text.length;
}
