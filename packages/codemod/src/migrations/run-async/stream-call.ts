import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { unwrap } from "../../analysis/expressions.js";
import type { TextEdit } from "../../model.js";
import { withProperty } from "../../rewrite/with-property.js";
import { type CallSite, type Obstacle, obstacle } from "./call-site.js";

/** Options that `iterResults` does not have, or that the rewrite itself must set. */
const OWN_OPTIONS = new Set(["onFailure", "maxDocuments"]);

/** The edits that make `x.runAsync(a, o)` into `x.iterResults(a, { ...o, onFailure: "throw" })`. */
export function streamCall({ call, name, style }: CallSite): readonly TextEdit[] {
  const { quote } = style;
  const rename = { start: name.getStart(), end: name.end, newText: "iterResults" };
  return [rename, ...withProperty(call, { text: `onFailure: ${quote}throw${quote}`, style })];
}

/** Why the arguments of a call cannot be handed to `iterResults`, if they cannot. */
export function argumentsObstacle({ call, checker }: CallSite): Obstacle | undefined {
  const { arguments: given } = call;
  if ((call.typeArguments ?? []).length > 0) return obstacle("SHAPE_UNKNOWN", "The call is given type arguments, which the method does not have");
  if (given.some((argument) => tsc.isSpreadElement(argument))) return obstacle("OPTIONS_UNKNOWN", "The arguments are spread, so it is not known which of them are options");
  if (given.length === 0 || given.length > 2) return obstacle("OPTIONS_UNKNOWN", `The call has ${given.length} arguments where an adapter and options are expected`);
  return given[1] === undefined ? undefined : optionsObstacle(given[1], checker);
}

function optionsObstacle(options: ts.Expression, checker: ts.TypeChecker): Obstacle | undefined {
  const inner = unwrap(options);
  const written = tsc.isObjectLiteralExpression(inner) ? inner.properties.map(({ name }) => name?.getText()) : [];
  const type = checker.getNonNullableType(checker.getTypeAtLocation(options));
  const taken = [...OWN_OPTIONS].find((option) => written.includes(option) || type.getProperty(option) !== undefined);
  if (taken !== undefined) return obstacle("OPTIONS_UNKNOWN", `The options have ${taken}, which means something else in iterResults`);
  if (written.includes("__proto__")) return obstacle("OPTIONS_UNKNOWN", "The options have a prototype, which copying them would lose");
  const parts = type.isUnion() ? type.types : [type];
  if (parts.some((part) => part.isClass())) return obstacle("OPTIONS_UNKNOWN", "The options are an instance of a class, which copying them would take apart");
  return undefined;
}
