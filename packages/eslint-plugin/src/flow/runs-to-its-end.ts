import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { ancestors } from "./ancestors.js";
import { walk } from "./walk.js";

/**
 * Whether a loop, once begun, is only left when its items are used up: no `break`, `return`, `throw`, `yield` or jump to a
 * label around it. A stream that is left early would stop ingesting where the list had everything.
 */
export function runsToItsEnd(sourceCode: Readonly<SourceCode>, loop: TSESTree.ForOfStatement): boolean {
  const own = loop.parent.type === "LabeledStatement" ? loop.parent.label.name : null;
  let leaves = false;
  walk(loop.body, sourceCode.visitorKeys, (node) => {
    if (leaves || isFunction(node)) return false;
    if (node.type === "ReturnStatement" || node.type === "ThrowStatement" || node.type === "YieldExpression") leaves = true;
    if (node.type === "BreakStatement") leaves = node.label ? !labelInside(node, node.label.name, loop) : !staysInside(node, loop);
    if (node.type === "ContinueStatement" && node.label) leaves = node.label.name !== own && !labelInside(node, node.label.name, loop);
    return !leaves;
  });
  return !leaves;
}

function isFunction({ type }: TSESTree.Node): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression" || type === "ClassDeclaration" || type === "ClassExpression";
}

/** Whether a `break` without label ends a loop or switch below `loop`. */
function staysInside(node: TSESTree.Node, loop: TSESTree.Node): boolean {
  for (const at of ancestors(node)) {
    if (at === loop) return false;
    if (/^(For|While|DoWhile|Switch)/.test(at.type) && at.type !== "SwitchCase") return true;
  }
  return false;
}

function labelInside(node: TSESTree.Node, label: string, loop: TSESTree.Node): boolean {
  for (const at of ancestors(node)) {
    if (at === loop) return false;
    if (at.type === "LabeledStatement" && at.label.name === label) return true;
  }
  return false;
}
