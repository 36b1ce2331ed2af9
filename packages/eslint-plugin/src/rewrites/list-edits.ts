import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { ancestors } from "../flow/ancestors.js";
import { outermost } from "../flow/outermost.js";
import { variableNamed } from "../flow/variable-named.js";
import { walk } from "../flow/walk.js";
import { insertAt, type TextEdit } from "./text-edit.js";

/**
 * The call as `Array.fromAsync(call)`: a promise of the same list. `iterResults` throws at once for a mistake of the caller,
 * where the old call rejected; where that could be told apart the call is put into an async function. Null where neither works.
 */
export function listEdits(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression, stream: readonly TextEdit[]): TextEdit[] | null {
  const array = variableNamed(sourceCode, "Array", call);
  if (array !== null && array.defs.length > 0) return null;
  if (rejectsAnyway(call)) return [insertAt(call.range[0], "Array.fromAsync("), ...stream, insertAt(call.range[1], ")")];
  if (suspends(sourceCode, call) || continuesLineAbove(sourceCode, call)) return null;
  return [insertAt(call.range[0], "(async () => Array.fromAsync("), ...stream, insertAt(call.range[1], "))()")];
}

/** Whether an error thrown by the call itself ends as the same rejection: awaited, or returned by an async function without a `catch`. */
function rejectsAnyway(call: TSESTree.CallExpression): boolean {
  const node = outermost(call);
  const { parent } = node;
  if (parent?.type === "AwaitExpression") return true;
  if (parent?.type === "ArrowFunctionExpression") return parent.async;
  if (parent?.type !== "ReturnStatement") return false;
  for (const at of ancestors(parent)) {
    if (at.type === "TryStatement") return false;
    if ("async" in at && "body" in at) return at.async;
  }
  return false;
}

function suspends(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression): boolean {
  let found = false;
  walk(call, sourceCode.visitorKeys, ({ type }) => {
    if (type === "AwaitExpression" || type === "YieldExpression") found = true;
    return !found && !/Function/.test(type);
  });
  return found;
}

/** Whether a parenthesis in the call's place would be taken for arguments of what stands before it. */
function continuesLineAbove(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression): boolean {
  const before = sourceCode.getTokenBefore(call);
  return before !== null && before.loc.end.line < call.loc.start.line && !/^[;,({[=:?&|]|=>$|return|await|void/.test(before.value);
}
