import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { type FreshKind, OWN_MUTATIONS, resultOfMethod } from "./value-kind.js";

/** Whether a use only calls a well-known method of the collection, or looks something up in it. */
export function isPrivateUse(reference: ts.Identifier, kind: FreshKind): boolean {
  const { parent } = reference;
  if (tsc.isElementAccessExpression(parent)) return parent.expression === reference && kind === "own-object" && !isCallee(parent);
  if (!tsc.isPropertyAccessExpression(parent) || parent.expression !== reference) return false;
  const { text } = parent.name;
  if (isCallee(parent)) return OWN_MUTATIONS[kind].includes(text) || resultOfMethod(kind, text) !== undefined;
  return kind === "own-object" || (!isAssigned(parent) && (text === "length" || text === "size"));
}

function isCallee(access: ts.Expression): boolean {
  return tsc.isCallExpression(access.parent) && access.parent.expression === access;
}

function isAssigned({ parent }: ts.Expression): boolean {
  return tsc.isBinaryExpression(parent) && parent.operatorToken.kind >= tsc.SyntaxKind.FirstAssignment && parent.operatorToken.kind <= tsc.SyntaxKind.LastAssignment;
}

/** What a reference is assigned, arithmetic apart, which gives plain values whatever it is done with. */
export function valueAssignedTo(reference: ts.Identifier): readonly (ts.Expression | undefined)[] {
  const { parent } = reference;
  if (!tsc.isBinaryExpression(parent) || parent.left !== reference) return tsc.isExpression(parent) || tsc.isVariableDeclaration(parent) || tsc.isStatement(parent) || tsc.isTemplateSpan(parent) || tsc.isSpreadElement(parent) ? readOnly(parent, reference) : [];
  const { SyntaxKind } = tsc;
  const keeps: readonly ts.SyntaxKind[] = [SyntaxKind.EqualsToken, SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken];
  return keeps.includes(parent.operatorToken.kind) ? [parent.right] : [];
}

/** What a use of a collection puts into it: the arguments of a method, or what is assigned to a place in it. */
export function valuesPutInto({ parent }: ts.Identifier): readonly (ts.Expression | undefined)[] {
  if (!tsc.isPropertyAccessExpression(parent) && !tsc.isElementAccessExpression(parent)) return [undefined];
  if (isCallee(parent)) return (parent.parent as ts.CallExpression).arguments; // isCallee says that it is one
  if (!tsc.isBinaryExpression(parent.parent) || parent.parent.left !== parent) return [];
  return [parent.parent.right];
}

/** A variable that is assigned to as part of a pattern or loop head holds what nobody has written down. */
function readOnly(parent: ts.Node, reference: ts.Identifier): readonly undefined[] {
  const isTarget = tsc.isArrayLiteralExpression(parent) || tsc.isObjectLiteralExpression(parent.parent) || ((tsc.isForOfStatement(parent) || tsc.isForInStatement(parent)) && parent.initializer === reference);
  return isTarget ? [undefined] : [];
}
