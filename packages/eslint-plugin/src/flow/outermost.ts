import type { TSESTree } from "@typescript-eslint/utils";
import { ancestors } from "./ancestors.js";

const WRAPPERS: ReadonlySet<string> = new Set(["TSAsExpression", "TSTypeAssertion", "TSNonNullExpression", "TSSatisfiesExpression", "ChainExpression"]);

/** The expression with every cast around it: the same value at run time. */
export function outermost(node: TSESTree.Node): TSESTree.Node {
  let value = node;
  for (const at of ancestors(node)) {
    if (!WRAPPERS.has(at.type) || !("expression" in at) || at.expression !== value) break;
    value = at;
  }
  return value;
}

/** The `await` around an expression and its casts, or null. */
export function awaited(node: TSESTree.Node): TSESTree.AwaitExpression | null {
  const { parent } = outermost(node);
  return parent?.type === "AwaitExpression" ? parent : null;
}
