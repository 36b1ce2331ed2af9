import type { TSESTree } from "@typescript-eslint/utils";

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** Visits a node and what is below it, in no particular order, without recursion; goes below a node only if `visit` says true. */
export function walk(root: TSESTree.Node, keys: Keys, visit: (node: TSESTree.Node) => boolean): void {
  const stack: TSESTree.Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!visit(node)) continue;
    for (const key of keys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key]; // visitor keys name children
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) stack.push(one);
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
