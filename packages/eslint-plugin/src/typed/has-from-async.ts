import type { TsNode, Type, TypeChecker, TypedServices, TypeSymbol } from "../ts-types.js";

/** The part of the checker that this needs; older versions have `resolveName` without declaring it. */
interface NameResolver extends Pick<TypeChecker, "getTypeOfSymbol" | "getPropertyOfType"> {
  resolveName?(name: string, location: TsNode | undefined, meaning: number, excludeGlobals: boolean): TypeSymbol | undefined;
}

/** `SymbolFlags.Variable`, the same in every version. */
const VARIABLE = 3;

/** Whether the project's `lib` declares `Array.fromAsync`; true where the checker cannot be asked. */
export function hasFromAsync({ program }: TypedServices): boolean {
  const checker: NameResolver = program.getTypeChecker();
  const array = checker.resolveName?.("Array", undefined, VARIABLE, false);
  if (array === undefined) return true;
  const type: Type = checker.getTypeOfSymbol(array);
  return checker.getPropertyOfType(type, "fromAsync") !== undefined;
}
