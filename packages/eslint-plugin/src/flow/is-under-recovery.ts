import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { ancestors } from "./ancestors.js";
import { walk } from "./walk.js";

/**
 * Whether an error thrown at a node would be swallowed inside its function: by a `catch` that does not end by throwing, or
 * by a `finally` that jumps. What comes after it would then see a half-finished stream where it saw an untouched state.
 */
export function isUnderRecovery(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    const from = at;
    at = parent;
    if (/Function|^Program$|^StaticBlock$/.test(parent.type)) return false;
    if (parent.type !== "TryStatement" || from === parent.finalizer) continue;
    if (parent.finalizer && jumps(sourceCode, parent.finalizer)) return true;
    if (from === parent.block && parent.handler && !alwaysThrows(sourceCode, parent.handler.body)) return true;
  }
  return false;
}

function alwaysThrows(sourceCode: Readonly<SourceCode>, block: TSESTree.BlockStatement): boolean {
  return block.body.at(-1)?.type === "ThrowStatement" && !jumps(sourceCode, block);
}

function jumps(sourceCode: Readonly<SourceCode>, block: TSESTree.BlockStatement): boolean {
  let found = false;
  walk(block, sourceCode.visitorKeys, ({ type }) => {
    if (/^(Return|Break|Continue)Statement$/.test(type)) found = true;
    return !found && !/Function/.test(type);
  });
  return found;
}
