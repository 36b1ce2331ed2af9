import type { TSESTree } from "@typescript-eslint/utils";
import { ancestors } from "../flow/ancestors.js";
import type { ClassNode } from "./settled.js";

/** The class whose instance `this` is at a node, or null outside of classes, in static members and in plain functions. */
export function classAround(node: TSESTree.Node): ClassNode | null {
  let from = node;
  for (const at of ancestors(node)) {
    if (at.type === "FunctionDeclaration") return null;
    if (at.type === "FunctionExpression" && at.parent.type !== "MethodDefinition") return null;
    if (at.type === "StaticBlock" || at.type === "TSModuleBlock") return null;
    if ((at.type === "MethodDefinition" || at.type === "PropertyDefinition" || at.type === "AccessorProperty") && from !== at.key) {
      return at.static ? null : at.parent.parent;
    }
    from = at;
  }
  return null;
}
