import type { TSESTree } from "@typescript-eslint/utils";
import { ancestors } from "./ancestors.js";
import { propertyName } from "../property-name.js";
import { outermost } from "./outermost.js";

/** What a read of a list of documents is for. */
export type DocumentsUse = { readonly kind: "loop"; readonly loop: TSESTree.ForOfStatement | null } | { readonly kind: "count" } | { readonly kind: "other" };

/** Tells a loop, also `forEach`, that runs once per run, and a count from what needs the list. */
export function documentsUse(read: TSESTree.Node, call: TSESTree.Node): DocumentsUse {
  const node = outermost(read);
  const { parent } = node;
  if (parent?.type === "ForOfStatement" && parent.right === node) return runsOnce(parent, call) ? { kind: "loop", loop: parent } : { kind: "other" };
  if (parent?.type !== "MemberExpression" || parent.object !== node) return { kind: "other" };
  const name = propertyName(parent.property, parent.computed);
  if (name === "length") return { kind: "count" };
  const { parent: around } = parent;
  const called = name === "forEach" && around.type === "CallExpression" && around.callee === parent && around.parent.type === "ExpressionStatement";
  return called && runsOnce(around.parent, call) ? { kind: "loop", loop: null } : { kind: "other" };
}

/** Whether no loop or function lies between a statement and the nearest block that holds the call too. */
function runsOnce(statement: TSESTree.Node, call: TSESTree.Node): boolean {
  for (const at of ancestors(statement)) {
    if (at.range[0] <= call.range[0] && call.range[1] <= at.range[1]) return true;
    if (/^(For|While|DoWhile)|Function/.test(at.type)) return false;
  }
  return true;
}
