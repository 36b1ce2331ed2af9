import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { isUnderRecovery } from "../flow/is-under-recovery.js";
import { runsToItsEnd } from "../flow/runs-to-its-end.js";
import { isOrdinaryStatement, nextStatement } from "./declaration-tests.js";

/** The loop over `read` right behind a declaration, if it may read the stream itself. That nothing else is read is for the caller to see to. */
export function soleLoopBehind(
  sourceCode: Readonly<SourceCode>,
  declaration: TSESTree.VariableDeclaration,
  read: TSESTree.Node,
  call: TSESTree.CallExpression,
): TSESTree.ForOfStatement | null {
  if (!isOrdinaryStatement(declaration) || declaration.declarations[0].id.typeAnnotation) return null; // an annotation says something that the loop would not
  const loop = nextStatement(declaration);
  if (loop?.type !== "ForOfStatement" || loop.right !== read) return null;
  if (!runsToItsEnd(sourceCode, loop) || isUnderRecovery(sourceCode, loop)) return null;
  const inner = sourceCode.getDeclaredVariables(loop.left);
  const text = sourceCode.getText(call);
  return inner.some((one) => text.includes(one.name)) ? null : loop; // its own names would hide the ones in the call
}
