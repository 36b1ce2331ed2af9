import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import type { RunUse } from "../run-use.js";
import { rename } from "./call-edits.js";
import { indentAt, lineEnd, unusedName } from "./layout.js";
import { insertAt, loopAwaits, type TextEdit, withoutAwait } from "./text-edit.js";
import { firstToken, tokenAfter } from "./tokens.js";

/**
 * A loop over the list as a loop over the run's events. A failed document still throws, at a place where it can now be
 * handled; null where the loop has no block or no `const` to put the document in.
 */
export function eventLoopEdits(sourceCode: Readonly<SourceCode>, use: RunUse, await_: TSESTree.AwaitExpression, loop: TSESTree.ForOfStatement): TextEdit[] | null {
  const { left, body } = loop;
  if (left.type !== "VariableDeclaration" || left.kind !== "const" || body.type !== "BlockStatement") return null;
  const [declarator] = left.declarations;
  if (declarator === undefined) return null;
  const event = unusedName(sourceCode, "event", loop);
  const first = tokenAfter(sourceCode, firstToken(sourceCode, body), { includeComments: true });
  const ownLine = first.loc.start.line > body.loc.start.line && first.value !== "}";
  const separator = ownLine ? `${lineEnd(sourceCode)}${indentAt(sourceCode, first.range[0])}` : " ";
  const lines = [
    `if (${event}.type === "DocumentFailed") throw new Error(${event}.error);`,
    `if (${event}.type !== "DocumentCompleted") continue;`,
    `const ${sourceCode.getText(declarator.id)} = ${event}.document;`,
  ];
  return [
    ...loopAwaits(loop),
    { range: declarator.id.range, newText: event },
    withoutAwait(sourceCode, await_),
    rename(use, "streamEvents"),
    insertAt(body.range[0] + 1, lines.map((line) => `${separator}${line}`).join("")),
  ];
}
