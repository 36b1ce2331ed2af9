import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { hasComment } from "./layout.js";
import { loopAwaits, type TextEdit } from "./text-edit.js";

/** What {@link loopBehindEdits} moves. */
export interface LoopBehind {
  readonly declaration: TSESTree.VariableDeclaration;
  readonly call: TSESTree.CallExpression;
  readonly loop: TSESTree.ForOfStatement;
  readonly stream: readonly TextEdit[];
}

/** Moves the call of a declaration into the head of the loop right behind it; null if a comment would be lost on the way. */
export function loopBehindEdits(sourceCode: Readonly<SourceCode>, { declaration, call, loop, stream }: LoopBehind): TextEdit[] | null {
  const { text } = sourceCode;
  if (hasComment(sourceCode, declaration.range[0], call.range[0]) || hasComment(sourceCode, call.range[1], declaration.range[1])) return null;
  if (hasComment(sourceCode, loop.right.range[0], loop.right.range[1])) return null;
  const between = text.slice(declaration.range[1], loop.range[0]);
  const end = /^\s*$/.test(between) ? loop.range[0] : declaration.range[1];
  const moved = spliced(text, call.range, stream);
  return [{ range: [declaration.range[0], end], newText: "" }, ...loopAwaits(loop), { range: loop.right.range, newText: moved }];
}

/** The text of a range with edits applied. */
function spliced(text: string, [start, end]: readonly [number, number], edits: readonly TextEdit[]): string {
  let result = "";
  let at = start;
  for (const { range, newText } of edits.toSorted((left, right) => left.range[0] - right.range[0])) {
    result += text.slice(at, range[0]) + newText;
    at = range[1];
  }
  return result + text.slice(at, end);
}
