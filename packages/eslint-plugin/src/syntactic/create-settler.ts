import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { variableNamed } from "../flow/variable-named.js";
import { assignedMembers } from "./assigned-members.js";
import { settleClass } from "./settle-class.js";
import { settleExpression } from "./settle-expression.js";
import { jsdocAlias, settleJsdocType } from "./settle-jsdoc.js";
import { settleMember } from "./settle-member.js";
import { settlePattern } from "./settle-pattern.js";
import { settleReturned } from "./settle-returned.js";
import { settleType } from "./settle-type.js";
import { settleVariable } from "./settle-variable.js";
import type { ClassNode, Settled, Settler } from "./settled.js";

/** How far a chain of names, members and calls is followed. */
const MAX_DEPTH = 40;

/** Follows names, members, annotations and classes through one file. Each node is settled once; circles end with null. */
export function createSettler(sourceCode: Readonly<SourceCode>): Settler {
  const known = new Map<object, Settled | null>();
  const assigned = new Map<ClassNode, ReturnType<typeof assignedMembers>>();
  let depth = 0;

  const once = (key: object, settle: () => Settled | null): Settled | null => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (depth >= MAX_DEPTH) return null;
    known.set(key, null);
    depth += 1;
    const settled = settle();
    depth -= 1;
    known.set(key, settled);
    return settled;
  };

  const settler: Settler = {
    expression: (node) => once(node, () => settleExpression(settler, node)),
    type: (node) => once(node, () => settleType(settler, node)),
    jsdocType: (text, at) => settleJsdocType(settler, text, at),
    name: (name, at) => {
      const variable = variableNamed(sourceCode, name, at);
      if (variable !== null && variable.defs.length > 0) return once(variable, () => settleVariable(settler, sourceCode, variable));
      return name === "require" ? null : jsdocAlias(settler, sourceCode, name);
    },
    member: (of, name) => settleMember(settler, sourceCode, of, name),
    classNode: (node) => settleClass(settler, node),
    assigned: (node, name) => {
      const members = assigned.get(node) ?? assignedMembers(sourceCode, node);
      assigned.set(node, members);
      return members.get(name) ?? [];
    },
    pattern: (node) => settlePattern(settler, node),
    returned: (node) => settleReturned(settler, sourceCode, node),
  };
  return settler;
}
