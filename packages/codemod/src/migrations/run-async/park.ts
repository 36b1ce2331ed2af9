import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import type { ReasonCode, TextEdit } from "../../model.js";
import { markerEdits } from "../../rewrite/marker.js";
import type { TextStyle } from "../../rewrite/text-style.js";

/** The edits that give a use its old meaning under its new name, and say in a comment why it was left. */
export function parkEdits(name: ts.Node, reason: ReasonCode, style: TextStyle): readonly TextEdit[] {
  const rename = renamed(name);
  return rename === undefined ? [] : [...markerEdits(name, `${reason}, migrate by hand`, style), rename];
}

function renamed(name: ts.Node): TextEdit | undefined {
  const start = name.getStart();
  if (tsc.isStringLiteralLike(name)) return { start: start + 1, end: name.end - 1, newText: "runAsyncLegacy" };
  if (!tsc.isIdentifier(name)) return undefined;
  const { parent } = name;
  const isShort = tsc.isBindingElement(parent) && parent.propertyName === undefined;
  return { start, end: name.end, newText: isShort ? `runAsyncLegacy: ${name.text}` : "runAsyncLegacy" };
}
