import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { isWrapper } from "../../analysis/expressions.js";
import { isPresent } from "./is-present.js";

/** What {@link cannotThrow} goes by. */
export interface ThrowContext {
  readonly checker: ts.TypeChecker;
  /** Whether a type without null means that there is a value. */
  readonly strictNulls: boolean;
}

/**
 * Whether evaluating an expression cannot fail. What is moved into an async function must not: it used to throw before there
 * was a promise, and would then reject it.
 */
export function cannotThrow(node: ts.Node, context: ThrowContext): boolean {
  const { checker } = context;
  const all = (parts: readonly ts.Node[]): boolean => parts.every((part) => cannotThrow(part, context));
  if (tsc.isIdentifier(node)) return isInitialised(node, checker);
  if (isWrapper(node) || tsc.isVoidExpression(node) || tsc.isTypeOfExpression(node)) return cannotThrow(node.expression, context);
  if (tsc.isLiteralExpression(node) || isKeyword(node) || tsc.isArrowFunction(node) || tsc.isFunctionExpression(node)) return true;
  if (tsc.isPropertyAccessExpression(node)) return cannotThrow(node.expression, context) && !isGetter(node.name, checker) && (node.questionDotToken !== undefined || isPresent(node.expression, context));
  if (tsc.isElementAccessExpression(node)) return all([node.expression, node.argumentExpression]) && isPresent(node.expression, context) && isPrimitive(node.argumentExpression, checker);
  if (tsc.isTemplateExpression(node)) return all(node.templateSpans.map(({ expression }) => expression)) && node.templateSpans.every(({ expression }) => isPrimitive(expression, checker));
  if (tsc.isConditionalExpression(node)) return all([node.condition, node.whenTrue, node.whenFalse]);
  if (tsc.isBinaryExpression(node)) return isChoice(node) && all([node.left, node.right]);
  if (tsc.isPrefixUnaryExpression(node)) return node.operator === tsc.SyntaxKind.ExclamationToken && cannotThrow(node.operand, context);
  if (tsc.isArrayLiteralExpression(node)) return all(node.elements);
  if (tsc.isObjectLiteralExpression(node)) return all(node.properties);
  if (tsc.isPropertyAssignment(node)) return !tsc.isComputedPropertyName(node.name) && cannotThrow(node.initializer, context);
  if (tsc.isShorthandPropertyAssignment(node)) return cannotThrow(node.name, context);
  return tsc.isMethodDeclaration(node) || (tsc.isSpreadAssignment(node) && cannotThrow(node.expression, context));
}

/** Whether a variable has its value by then: it is a parameter or import, or declared further up. */
function isInitialised(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  if (name.text === "undefined" || name.text === "arguments") return true;
  const symbol = tsc.isShorthandPropertyAssignment(name.parent) ? checker.getShorthandAssignmentValueSymbol(name.parent) : checker.getSymbolAtLocation(name);
  const [declaration] = symbol?.declarations ?? [];
  if (declaration === undefined) return false;
  if (declaration.getSourceFile() !== name.getSourceFile()) return true;
  const isHoisted = tsc.isFunctionDeclaration(declaration) || tsc.isParameter(declaration) || (tsc.getCombinedNodeFlags(declaration) & tsc.NodeFlags.BlockScoped) === 0;
  return isHoisted || declaration.end <= name.pos;
}

function isGetter(name: ts.Node, checker: ts.TypeChecker): boolean {
  return (checker.getSymbolAtLocation(name)?.declarations ?? []).some((declaration) => tsc.isGetAccessorDeclaration(declaration));
}

function isPrimitive(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  return (type.isUnion() ? type.types : [type]).every(({ flags }) => (flags & (tsc.TypeFlags.StringLike | tsc.TypeFlags.NumberLike | tsc.TypeFlags.BooleanLike)) !== 0);
}

function isChoice({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const { SyntaxKind } = tsc;
  return [SyntaxKind.QuestionQuestionToken, SyntaxKind.BarBarToken, SyntaxKind.AmpersandAmpersandToken, SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken].includes(kind);
}

function isKeyword({ kind }: ts.Node): boolean {
  const { SyntaxKind } = tsc;
  return [SyntaxKind.TrueKeyword, SyntaxKind.FalseKeyword, SyntaxKind.NullKeyword, SyntaxKind.ThisKeyword, SyntaxKind.SuperKeyword].includes(kind);
}
