import { structuredPatch } from "diff";

/** A file's change, for {@link unifiedDiff}. */
export interface DiffInput {
  /** Relative to the project, with slashes. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const CONTEXT_LINES = 3;

/** The lines of a unified diff as git writes it, without their line feeds; a carriage return belongs to its line. */
export function unifiedDiff({ path, before, after }: DiffInput): string[] {
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: CONTEXT_LINES });
  if (hunks.length === 0) return [];
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@`,
    ...lines,
  ]);
  return [`--- ${quotePath(`a/${path}`)}`, `+++ ${quotePath(`b/${path}`)}`, ...body];
}

function rangeOf(start: number, lines: number): string {
  return lines === 1 ? String(start) : `${start},${lines}`;
}

const escapes: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\" };

/** Quotes a path as git does, if a line could not hold it. */
function quotePath(path: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  if (!/[\u0000-\u001f\u007f"\\]/.test(path)) return path;
  // eslint-disable-next-line no-control-regex -- as above
  const quoted = path.replace(/[\u0000-\u001f\u007f"\\]/g, (character) => escapes[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return `"${quoted}"`;
}
