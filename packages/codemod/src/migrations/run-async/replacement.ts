import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { unwrap, wrapped } from "../../analysis/expressions.js";
import type { MemberUse } from "../../analysis/member-uses.js";
import type { ReceiverTypes } from "../../analysis/receiver-types.js";
import { isAssigned } from "./access-shape.js";
import type { Interference } from "./interference.js";

/** A use that makes the method do something else, whichever contract it is about. */
export interface Replacement {
  readonly kind: Interference["kind"];
  readonly reason: "OVERRIDDEN" | "TEST_DOUBLE";
  readonly message: string;
}

/** What a use of a pipeline's method replaces, if it does. */
export function replacementOf(use: MemberUse, isTest: boolean): Replacement | undefined {
  if (use.form === "declaration") return { kind: "override", reason: "OVERRIDDEN", message: "The method is overridden here, which calls through a pipeline may depend on" };
  if (use.form === "property" && !isAssignedFrom(use)) return { kind: isTest ? "double" : "stand-in", reason: "TEST_DOUBLE", message: "An object stands in for a pipeline here" };
  const callee = use.form === "argument" ? calleeOf(use.name) : undefined;
  if (callee !== undefined && /^(?:Reflect|Object)\.(?:get|has|keys)/.test(callee)) return undefined;
  if (callee !== undefined && !/^(?:Reflect|Object)\./.test(callee)) return { kind: "double", reason: "TEST_DOUBLE", message: `The method is replaced or watched by ${callee}` };
  const isPatch = use.form === "property" || callee !== undefined || isAssigned(accessOf(use));
  if (!isPatch) return undefined;
  return { kind: isOfPrototype(use) ? "prototype" : "patch", reason: isTest ? "TEST_DOUBLE" : "OVERRIDDEN", message: "The method is given another meaning here" };
}

/** How sites are affected by a replacement of the method on something whose type is not known. */
export function unknownReplacement(use: MemberUse, types: ReceiverTypes, isTest: boolean): Interference["kind"] | undefined {
  const [subject] = use.receivers;
  if (use.form === "argument") return /(?:^|\.)(?:spyOn|stub|method|replace|fake|spy)$/.test(calleeOf(use.name)) ? "double" : undefined;
  if (use.form === "property") return isTest && use.name.getSourceFile().text.includes("IngestionPipeline") ? "double" : undefined;
  if ((use.form !== "access" && use.form !== "element") || subject === undefined || !isAssigned(accessOf(use))) return undefined;
  return !isTest && types.at(unwrap(subject as ts.Expression), { member: use.member, form: "access" }).kind === "ours" ? "patch" : "double"; // receivers of accesses are expressions
}

/** Whether a use declares the method in what is given to a function together with the package's name, as in `vi.mock(name, factory)`. */
export function isInModuleMock({ form, name }: MemberUse): boolean {
  if (form !== "property" && form !== "declaration") return false;
  for (let at = name.parent; !tsc.isSourceFile(at); at = at.parent) if (isModuleMock(at)) return true;
  return false;
}

/** Whether a call replaces the whole package, as `vi.mock` and `jest.mock` do. */
export function isModuleMock(node: ts.Node): boolean {
  if (!tsc.isCallExpression(node)) return false;
  const [first] = node.arguments;
  if (first === undefined || !tsc.isStringLiteralLike(first) || first.text !== "@sluice/pipeline") return false;
  return /mock|module|esmock|proxyquire|rewire|(?:^|\.)replace/i.test(node.expression.getText()) && !/^(?:require|module\.require|import)|unmock|importActual|requireActual/i.test(node.expression.getText());
}

/** The access that names the method, by a name or a key. */
function accessOf({ form, name }: MemberUse): ts.Expression | undefined {
  if (form === "access") return name.parent as ts.Expression; // what an `access` is
  return form === "element" || form === "dynamic" ? closestElement(name) : undefined;
}

function closestElement(key: ts.Node): ts.Expression | undefined {
  const { parent } = wrapped(key as ts.Expression); // a key is an expression
  return tsc.isElementAccessExpression(parent) ? parent : undefined;
}

function isAssignedFrom({ receivers: [literal] }: MemberUse): boolean {
  return literal !== undefined && tsc.isCallExpression(literal.parent) && literal.parent.expression.getText() === "Object.assign";
}

function isOfPrototype({ form, receivers: [receiver] }: MemberUse): boolean {
  const subject = form === "property" && receiver !== undefined && tsc.isCallExpression(receiver.parent) ? receiver.parent.arguments[0] : receiver;
  const value = subject === undefined ? undefined : unwrap(subject as ts.Expression); // what is assigned to is an expression
  return value !== undefined && tsc.isPropertyAccessExpression(value) && value.name.text === "prototype";
}

/** The function that a string is handed to. */
function calleeOf(name: ts.Node): string {
  const { parent } = wrapped(name as ts.Expression); // an `argument` is a string literal in a call
  return tsc.isCallExpression(parent) ? parent.expression.getText() : "";
}
