import type { ts } from "ts-morph";
import { tsc } from "../analysis/compiler.js";
import type { TextEdit } from "../model.js";
import { beginsLine, indentationAt, lineStart, type TextStyle } from "./text-style.js";

const MARKER = "sluice-codemod: parked";

/**
 * The edits that leave one comment above the statement that holds `node`, saying why it was set aside. None if it has one:
 * however often it is parked, one comment stays.
 */
export function markerEdits(node: ts.Node, note: string, style: TextStyle): readonly TextEdit[] {
  const { text } = node.getSourceFile();
  const start = anchor(node, text);
  if (isMarked(text, start)) return [];
  if (!beginsLine(text, start)) return [{ start, end: start, newText: `/* ${MARKER} ${note} */ ` }];
  return [{ start, end: start, newText: `// ${MARKER} ${note}${style.eol}${indentationAt(text, start)}` }];
}

/** Where the nearest statement or member around the node begins that has its line to itself, or else the nearest statement. */
function anchor(node: ts.Node, text: string): number {
  let nearest: number | undefined;
  for (let at = node; !tsc.isSourceFile(at); at = at.parent) {
    if (!tsc.isStatement(at) && !tsc.isClassElement(at)) continue;
    const start = at.getStart();
    if (beginsLine(text, start)) return start;
    nearest ??= start;
  }
  return nearest ?? node.getStart();
}

function isMarked(text: string, start: number): boolean {
  const above = text.slice(0, lineStart(text, start)).trimEnd();
  const line = above.slice(above.lastIndexOf("\n") + 1);
  return line.includes(MARKER) || text.slice(lineStart(text, start), start).includes(MARKER);
}
