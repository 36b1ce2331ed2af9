import type { ts } from "ts-morph";
import { tsc } from "../analysis/compiler.js";

/** How a file is written, so that what is added looks like the rest. */
export interface TextStyle {
  readonly eol: "\n" | "\r\n";
  readonly quote: '"' | "'";
}

const styles = new WeakMap<ts.SourceFile, TextStyle>();

/** The habits of most of a file. */
export function textStyle(file: ts.SourceFile): TextStyle {
  const known = styles.get(file) ?? readStyle(file);
  styles.set(file, known);
  return known;
}

function readStyle(file: ts.SourceFile): TextStyle {
  let double = 0;
  let single = 0;
  const visit = (node: ts.Node): void => {
    if (tsc.isStringLiteral(node)) {
      if (file.text[node.getStart(file)] === "'") single += 1;
      else if (!tsc.isJsxAttribute(node.parent)) double += 1;
    }
    tsc.forEachChild(node, visit);
  };
  visit(file);
  return { eol: file.text.includes("\r\n") ? "\r\n" : "\n", quote: single > double ? "'" : '"' };
}

/** The habits of a file, with the quotes of the nearest string, if a call has one among its arguments. */
export function styleAt(call: ts.CallExpression): TextStyle {
  const near = call.arguments.find((argument) => tsc.isStringLiteral(argument))?.getText()[0];
  const style = textStyle(call.getSourceFile());
  return near === "'" || near === '"' ? { ...style, quote: near } : style;
}

/** The white space at the start of the line that `offset` is on. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[^\S\r\n]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** Where the line that `offset` is on begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Whether nothing but white space stands before `offset` on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === "";
}
