import type { TSESTree } from "@typescript-eslint/utils";

/** The nodes around a node, from the inside out; ends at the program, whose parent is null whatever the types say. */
export function* ancestors(node: TSESTree.Node): Generator<TSESTree.Node, void> {
  for (let at: TSESTree.Node | null | undefined = node.parent; at; at = at.parent) yield at;
}
