import type { TSESTree } from "@typescript-eslint/utils";
import type { Settled, Settler } from "./settled.js";

/** What a pattern takes apart: its annotation, or the value on the other side. */
export function settlePattern(settler: Settler, node: TSESTree.ObjectPattern): Settled | null {
  if (node.typeAnnotation) return settler.type(node.typeAnnotation.typeAnnotation);
  const { parent } = node;
  if (parent.type === "VariableDeclarator" && parent.init) return settler.expression(parent.init);
  if (parent.type === "AssignmentExpression") return settler.expression(parent.right);
  return null;
}
