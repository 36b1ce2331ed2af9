import type { ClassNode, Settled, Settler } from "./settled.js";

/** A class of this file: one that extends a pipeline is a pipeline's, any other is looked into for its members. */
export function settleClass(settler: Settler, node: ClassNode): Settled {
  const base = node.superClass ? settler.expression(node.superClass) : null;
  return base?.kind === "class" ? { kind: "class", subclasses: [node, ...base.subclasses] } : { kind: "instance", node };
}
