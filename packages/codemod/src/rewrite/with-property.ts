import type { ts } from "ts-morph";
import { tsc } from "../analysis/compiler.js";
import { unwrap } from "../analysis/expressions.js";
import type { TextEdit } from "../model.js";
import { indentationAt, type TextStyle } from "./text-style.js";

/** A property to be passed in an options object. */
export interface NewProperty {
  /** As source text, such as `onFailure: "throw"`. */
  readonly text: string;
  readonly style: TextStyle;
}

/** The edits that give a call whose second argument is an options object one property more, whatever that argument is now. */
export function withProperty(call: ts.CallExpression, property: NewProperty): readonly TextEdit[] {
  const [subject, options] = call.arguments;
  if (subject === undefined) throw new RangeError("Cannot add an option: expected a call with at least one argument, received none");
  if (options === undefined) return [insertion(subject.end, `, { ${property.text} }`)];
  if (tsc.isIdentifier(options) && options.text === "undefined") return [{ start: options.getStart(), end: options.end, newText: `{ ${property.text} }` }];
  const literal = tsc.isParenthesizedExpression(options) ? unwrap(options) : options;
  if (tsc.isObjectLiteralExpression(literal)) return appended(literal, property);
  return [insertion(options.getStart(), "{ ..."), insertion(options.end, `, ${property.text} }`)];
}

/** Appends in the layout that the literal has: on a line of its own if the others are, with a comma if the last one has one. */
function appended(literal: ts.ObjectLiteralExpression, { text, style }: NewProperty): readonly TextEdit[] {
  const source = literal.getSourceFile().text;
  const last = literal.properties.at(-1);
  if (last === undefined) return [emptied(literal, text)];
  const previous = literal.properties.at(-2)?.end ?? literal.getStart() + 1;
  const ownLine = source.slice(previous, last.getStart()).includes("\n") && source.slice(last.end, literal.end).includes("\n");
  if (!ownLine) return [insertion(last.end, `, ${text}`)];
  const { hasTrailingComma } = literal.properties;
  const comma = hasTrailingComma ? source.indexOf(",", endOfTrivia(source, last.end)) + 1 : last.end;
  const line = `${style.eol}${indentationAt(source, last.getStart())}${text}`;
  const end = endOfTrivia(source, comma);
  return hasTrailingComma ? [insertion(end, `${line},`)] : end === comma ? [insertion(comma, `,${line}`)] : [insertion(comma, ","), insertion(end, line)];
}

function emptied(literal: ts.ObjectLiteralExpression, text: string): TextEdit {
  const start = literal.getStart();
  const inner = literal.getSourceFile().text.slice(start + 1, literal.end - 1);
  return inner.trim() === "" ? { start, end: literal.end, newText: `{ ${text} }` } : insertion(start + 1, ` ${text},`);
}

/** Behind the comments that follow on the same line. */
function endOfTrivia(source: string, from: number): number {
  return tsc.getTrailingCommentRanges(source, from)?.at(-1)?.end ?? from;
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}
