import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { contains, enclosingFunction, isWrapper } from "../../analysis/expressions.js";
import type { ThrowContext } from "./cannot-throw.js";

/**
 * Whether there is a value whose properties can be read: because it was made right there, or because its type says so and
 * somebody has checked that. A variable or field without a first value may not have one yet, whatever its type says.
 */
export function isPresent(node: ts.Expression, context: ThrowContext): boolean {
  const { checker } = context;
  if (node.kind === tsc.SyntaxKind.ThisKeyword || node.kind === tsc.SyntaxKind.SuperKeyword) return true;
  if (tsc.isNonNullExpression(node)) return false;
  if (isWrapper(node)) return isPresent(node.expression, context);
  if (!hasValue(node, checker)) return false;
  const symbol = checker.getSymbolAtLocation(tsc.isPropertyAccessExpression(node) ? node.name : node);
  if (symbol === undefined) return tsc.isNewExpression(node) || tsc.isObjectLiteralExpression(node) || tsc.isArrayLiteralExpression(node) || tsc.isElementAccessExpression(node);
  const resolved = (symbol.flags & tsc.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  return (resolved.declarations ?? []).some((declaration) => isSet(declaration, node, context));
}

/** Whether what a declaration declares has a value by the time that it is read. */
function isSet(declaration: ts.Declaration, reader: ts.Node, { checker, strictNulls }: ThrowContext): boolean {
  if (tsc.isVariableDeclaration(declaration)) {
    const { initializer } = declaration;
    if (initializer !== undefined) return hasValue(initializer, checker);
    const isConstant = (tsc.getCombinedNodeFlags(declaration) & tsc.NodeFlags.Const) !== 0; // of a loop, or ambient
    return strictNulls && (isConstant || enclosingFunction(declaration) === enclosingFunction(reader));
  }
  if (tsc.isPropertyDeclaration(declaration)) {
    if (declaration.initializer !== undefined) return hasValue(declaration.initializer, checker);
    return declaration.exclamationToken === undefined && (strictNulls || isSetByConstructor(declaration));
  }
  if (tsc.isParameter(declaration) || tsc.isBindingElement(declaration) || tsc.isPropertySignature(declaration)) return strictNulls;
  if (tsc.isPropertyAccessExpression(declaration)) return tsc.isConstructorDeclaration(enclosingFunction(declaration));
  return !tsc.isGetAccessorDeclaration(declaration);
}

function isSetByConstructor({ name, parent }: ts.PropertyDeclaration): boolean {
  const assigns = (node: ts.Node): boolean =>
    tsc.isBinaryExpression(node) && node.operatorToken.kind === tsc.SyntaxKind.EqualsToken && tsc.isPropertyAccessExpression(node.left) && node.left.expression.kind === tsc.SyntaxKind.ThisKeyword && node.left.name.getText() === name.getText();
  return parent.members.some((member) => tsc.isConstructorDeclaration(member) && member.body !== undefined && contains(member.body, assigns, (node) => tsc.isFunctionLike(node)));
}

/** Whether the type of a value leaves no room for null, nor for not knowing. */
function hasValue(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  return (type.flags & (tsc.TypeFlags.Any | tsc.TypeFlags.Unknown)) === 0 && checker.getNonNullableType(type) === type;
}
