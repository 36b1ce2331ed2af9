import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { walk } from "../flow/walk.js";
import { propertyName } from "../property-name.js";
import { classAround } from "./class-around.js";
import type { ClassNode } from "./settled.js";

/** The values that a class assigns to each of its members, `this.name = value`, anywhere in its body. */
export function assignedMembers(sourceCode: Readonly<SourceCode>, node: ClassNode): ReadonlyMap<string, readonly TSESTree.Node[]> {
  const values = new Map<string, TSESTree.Node[]>();
  walk(node.body, sourceCode.visitorKeys, (at) => {
    if (at.type !== "AssignmentExpression" || at.left.type !== "MemberExpression" || at.left.object.type !== "ThisExpression") return true;
    const { object, property, computed } = at.left;
    const name = property.type === "PrivateIdentifier" ? `#${property.name}` : propertyName(property, computed);
    if (name === null || classAround(object) !== node) return true;
    const known = values.get(name);
    if (known === undefined) values.set(name, [at.right]);
    else known.push(at.right);
    return true;
  });
  return values;
}
