import type { TSESTree } from "@typescript-eslint/utils";
import { awaited, outermost } from "../flow/outermost.js";
import type { Type, TypedServices } from "../ts-types.js";
import { isList } from "./type-tests.js";

/** Whether the place that a call's result goes to asks for a list: an annotated variable, a parameter, a return type. */
export function isExpectedAsList({ program, esTreeNodeToTSNodeMap }: TypedServices, call: TSESTree.CallExpression): boolean {
  const checker = program.getTypeChecker();
  const node = esTreeNodeToTSNodeMap.get(outermost(awaited(call) ?? call));
  const expected = checker.getContextualType(node as Parameters<typeof checker.getContextualType>[0]); // a call or an await is an expression
  if (expected === undefined) return false;
  const wants = (type: Type): boolean => {
    const resolved = checker.getAwaitedType(type);
    return isList(checker, type) || (resolved !== undefined && isList(checker, resolved));
  };
  return expected.isUnion() ? expected.types.some(wants) && expected.types.every((type) => wants(type) || isNullish(type)) : wants(expected);
}

/** `TypeFlags.Undefined` and `TypeFlags.Null` by name, since their numbers differ between versions. */
function isNullish(type: Type): boolean {
  const { intrinsicName } = type as Type & { readonly intrinsicName?: string };
  return intrinsicName === "undefined" || intrinsicName === "null";
}
