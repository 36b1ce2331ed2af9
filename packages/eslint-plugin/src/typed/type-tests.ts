import type { Type, TypeChecker } from "../ts-types.js";

/** `TypeFlags.Any` and `TypeFlags.Unknown`, the same in every version of TypeScript; the enum itself is not at hand here. */
const ANY = 1;
const UNKNOWN = 2;

/** Whether a type is `any`, also the `any` of something that could not be resolved. */
export function isAny(type: Type): boolean {
  return (type.flags & ANY) !== 0;
}

/** Whether a type is an array or tuple, and nothing else. */
export function isList(checker: TypeChecker, type: Type): boolean {
  if ((type.flags & (ANY | UNKNOWN)) !== 0) return false;
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** Whether every value of a type has this member. */
export function hasMember(checker: TypeChecker, type: Type, name: string): boolean {
  return checker.getPropertyOfType(checker.getApparentType(type), name) !== undefined;
}
