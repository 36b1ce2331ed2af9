import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { isWrapper, wrapped } from "../../analysis/expressions.js";

/** The call whose callee the access is, wrappers aside. */
export function callOf(access: ts.PropertyAccessExpression): ts.CallExpression | undefined {
  const callee = wrapped(access);
  const { parent } = callee;
  if (!tsc.isCallExpression(parent) || parent.expression !== callee) return undefined;
  return callee === access || tsc.isNonNullExpression(callee) ? parent : undefined;
}

/** Whether something is assigned to the place that an access stands for, or it is deleted. */
export function isAssigned(access: ts.Expression | undefined): boolean {
  if (access === undefined) return false;
  const target = wrapped(access);
  const { parent } = target;
  if (tsc.isDeleteExpression(parent)) return true;
  return tsc.isBinaryExpression(parent) && parent.left === target && parent.operatorToken.kind >= tsc.SyntaxKind.FirstAssignment && parent.operatorToken.kind <= tsc.SyntaxKind.LastAssignment;
}

/** How a method is used that is not called, in one sentence. */
export function describeValue(access: ts.PropertyAccessExpression): string {
  const { parent } = access;
  if (tsc.isPropertyAccessExpression(parent)) return `The method is used through ${parent.name.text}`;
  return isWrapper(parent) || !tsc.isCallExpression(parent) ? "The method is used as a value" : "The method is handed to another function";
}
