import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { unusedName } from "./layout.js";
import { insertAt, type TextEdit } from "./text-edit.js";

/** `await call;` as a loop that reads the stream to its end and keeps nothing. */
export function drainEdits(
  sourceCode: Readonly<SourceCode>,
  call: TSESTree.CallExpression,
  statement: TSESTree.ExpressionStatement,
  stream: readonly TextEdit[],
): TextEdit[] {
  const start = statement.expression.range[0];
  const last = sourceCode.getLastToken(statement);
  const edits = [
    { range: [start, start + "await".length], newText: `for await (const ${unusedName(sourceCode, "_", call)} of` } as const,
    ...stream,
    insertAt(call.range[1], ") {}"),
  ];
  return last?.value === ";" ? [...edits, { range: last.range, newText: "" }] : edits;
}
