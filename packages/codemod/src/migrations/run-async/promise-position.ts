import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { enclosingFunction, isAsync, wrapped } from "../../analysis/expressions.js";

/**
 * Whether it can be told apart if the call throws at once instead of rejecting: not where it is `safe`, not where the
 * function around it is made async (`asyncable`, by a word at `insertAt`), but where it is `exposed`. `guard` is what must
 * stand in front of a parenthesis there, so that it does not call what the line above ends with.
 */
export type PromisePosition =
  | { readonly kind: "safe" }
  | { readonly kind: "asyncable"; readonly insertAt: number }
  | { readonly kind: "exposed"; readonly guard: string };

export function promisePosition(call: ts.CallExpression): PromisePosition {
  let isWhole = true;
  for (let node: ts.Expression = wrapped(call); ; ) {
    const { parent } = node;
    if (tsc.isAwaitExpression(parent)) return { kind: "safe" };
    if (tsc.isArrowFunction(parent)) return isAsync(parent) ? { kind: "safe" } : (isWhole && madeAsync(parent)) || exposed(call);
    if (tsc.isReturnStatement(parent)) return ofReturn(parent, isWhole) ?? exposed(call);
    if (isBranch(node, parent)) isWhole = false;
    else if (!isPlainThen(node, parent)) return exposed(call);
    node = wrapped((isPlainThen(node, parent) ? parent.parent : parent) as ts.Expression); // both tests say that it is one
  }
}

function ofReturn(statement: ts.ReturnStatement, isWhole: boolean): PromisePosition | undefined {
  const owner = enclosingFunction(statement);
  if (isAsync(owner)) return isCaught(statement, owner) ? undefined : { kind: "safe" };
  const isOnly = tsc.isBlock(statement.parent) && statement.parent.parent === owner && statement.parent.statements.length === 1;
  return isWhole && isOnly ? madeAsync(owner) : undefined;
}

/** Whether a `catch` of the function would see what the statement throws; a returned promise that rejects it would not. */
function isCaught(statement: ts.Node, owner: ts.Node): boolean {
  for (let at = statement; at !== owner; at = at.parent) {
    if (tsc.isTryStatement(at.parent) && at.parent.tryBlock === at && at.parent.catchClause !== undefined) return true;
  }
  return false;
}

/** Where `async` goes, if all that the function can do is to return the promise. */
function madeAsync(owner: ts.Node): PromisePosition | undefined {
  if (!tsc.isArrowFunction(owner) && !tsc.isFunctionDeclaration(owner) && !tsc.isFunctionExpression(owner) && !tsc.isMethodDeclaration(owner)) return undefined;
  const mayConstruct = (tsc.isFunctionDeclaration(owner) || tsc.isFunctionExpression(owner)) && /\.[cm]?jsx?$/.test(owner.getSourceFile().fileName); // types would not let it
  if (mayConstruct || owner.asteriskToken !== undefined || !owner.parameters.every(isPlain)) return undefined;
  if (owner.type !== undefined && !(tsc.isTypeReferenceNode(owner.type) && owner.type.typeName.getText() === "Promise")) return undefined;
  return { kind: "asyncable", insertAt: tsc.isMethodDeclaration(owner) ? owner.name.getStart() : afterModifiers(owner) };
}

function afterModifiers(owner: ts.ArrowFunction | ts.FunctionDeclaration | ts.FunctionExpression): number {
  const last = owner.modifiers?.at(-1);
  const { text } = owner.getSourceFile();
  if (last === undefined) return owner.getStart();
  return last.end + (/^\s*/.exec(text.slice(last.end))?.[0].length ?? 0);
}

function isPlain({ name, initializer }: ts.ParameterDeclaration): boolean {
  return tsc.isIdentifier(name) && initializer === undefined;
}

function exposed(call: ts.CallExpression): PromisePosition {
  return { kind: "exposed", guard: guardFor(call) };
}

function guardFor(call: ts.CallExpression): string {
  let statement: ts.Node = call;
  while (!tsc.isStatement(statement) && !tsc.isSourceFile(statement) && statement.parent.getStart() === call.getStart()) statement = statement.parent;
  if (!tsc.isExpressionStatement(statement)) return "";
  const { parent } = statement;
  const siblings = "statements" in parent ? (parent.statements as readonly ts.Node[]) : []; // blocks, files and clauses hold statements
  const previous = siblings[siblings.indexOf(statement) - 1];
  if (previous === undefined) return "";
  const isEnded = previous.getText().endsWith(";") || (previous.getText().endsWith("}") && !mayGoOn(previous));
  return isEnded ? "" : ";";
}

/** Whether a parenthesis behind the statement's closing brace would be taken for a call. */
function mayGoOn(statement: ts.Node): boolean {
  return tsc.isVariableStatement(statement) || tsc.isExpressionStatement(statement) || tsc.isReturnStatement(statement) || tsc.isExportAssignment(statement) || tsc.isThrowStatement(statement);
}

function isBranch(node: ts.Expression, parent: ts.Node): boolean {
  if (tsc.isConditionalExpression(parent)) return parent.condition !== node;
  if (!tsc.isBinaryExpression(parent) || parent.right !== node) return false;
  const kinds: readonly ts.SyntaxKind[] = [tsc.SyntaxKind.QuestionQuestionToken, tsc.SyntaxKind.BarBarToken, tsc.SyntaxKind.AmpersandAmpersandToken, tsc.SyntaxKind.CommaToken];
  return kinds.includes(parent.operatorToken.kind);
}

/** `x.then(f)`: with a rejection as with an error thrown at once, `f` is not called. */
function isPlainThen(node: ts.Expression, parent: ts.Node): parent is ts.PropertyAccessExpression {
  if (!tsc.isPropertyAccessExpression(parent) || parent.expression !== node || parent.name.text !== "then") return false;
  const { parent: call } = parent;
  if (!tsc.isCallExpression(call) || call.expression !== parent || call.arguments.length !== 1) return false;
  return call.arguments.every((argument) => tsc.isArrowFunction(argument) || tsc.isFunctionExpression(argument) || tsc.isIdentifier(argument));
}
