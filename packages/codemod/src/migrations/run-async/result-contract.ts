import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";

/** What a promise of a run resolves to: `list` is the contract of 0.x, `result` that of 1.x. */
export type ResultContract = "list" | "result" | "unknown";

const RESULT_NAMES = new Set(["documents", "errors", "stats"]);

/** The contract that a method is declared with. Version numbers say nothing: only the type does. */
export function declaredContract(method: ts.Symbol | undefined, at: ts.Node, checker: ts.TypeChecker): ResultContract {
  if (method === undefined) return "unknown";
  const [signature] = checker.getTypeOfSymbolAtLocation(method, at).getCallSignatures();
  const promised = signature?.getReturnType();
  return promised === undefined ? "unknown" : contractOfType(checker.getAwaitedType(promised) ?? promised, checker);
}

/** The contract of which `type` is the resolved value. */
function contractOfType(type: ts.Type, checker: ts.TypeChecker): ResultContract {
  if (checker.isArrayType(type) || checker.isTupleType(type)) return "list";
  return type.getProperty("documents") === undefined ? "unknown" : "result";
}

/** The contract that somebody has in mind who reads this property of the result. */
export function contractOfProperty(name: string): ResultContract {
  if (RESULT_NAMES.has(name)) return "result";
  return name in Array.prototype ? "list" : "unknown";
}

/** The contract that a pattern takes for granted which takes the result apart. */
export function contractOfPattern(pattern: ts.BindingPattern): ResultContract {
  if (tsc.isArrayBindingPattern(pattern)) return "list";
  const names = pattern.elements.map(({ propertyName, name }) => propertyName ?? name);
  return agreed(names.map((name) => (tsc.isIdentifier(name) ? contractOfProperty(name.text) : "unknown")));
}

/** What several uses of one result agree on. */
export function agreed(contracts: readonly ResultContract[]): ResultContract {
  const known = new Set(contracts.filter((contract) => contract !== "unknown"));
  const [only] = known;
  return known.size === 1 && only !== undefined ? only : "unknown";
}
