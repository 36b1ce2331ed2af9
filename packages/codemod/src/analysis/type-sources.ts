import type { ts } from "ts-morph";
import { tsc } from "./compiler.js";

/** The parts of a declaration that say what its type is. */
export function whereTypeComesFrom(declaration: ts.Node): readonly (ts.Node | undefined)[] {
  if (tsc.isBindingElement(declaration)) return [declaration.initializer, ...whereTypeComesFrom(declaration.parent.parent)];
  if (tsc.isParameter(declaration)) {
    const documented = [...tsc.getJSDocParameterTags(declaration).map(({ typeExpression }) => typeExpression), tsc.getJSDocType(declaration.parent)];
    return declaration.type === undefined ? [declaration.initializer, ...documented, ...contextOf(declaration.parent)] : [declaration.type];
  }
  if (tsc.isVariableDeclaration(declaration)) {
    const list = declaration.parent;
    const source = tsc.isVariableDeclarationList(list) && tsc.isForOfStatement(list.parent) ? list.parent.expression : undefined;
    return declaration.type === undefined ? [declaration.initializer, tsc.getJSDocType(declaration), source] : [declaration.type];
  }
  if (tsc.isFunctionLike(declaration)) {
    const returned = declaration.type ?? tsc.getJSDocReturnType(declaration);
    return returned === undefined && "body" in declaration ? [declaration.body] : [returned];
  }
  if (tsc.isPropertyDeclaration(declaration)) return declaration.type === undefined ? [declaration.initializer, tsc.getJSDocType(declaration)] : [declaration.type];
  if (tsc.isPropertyAccessExpression(declaration)) return [declaration.parent, tsc.getJSDocType(declaration.parent)];
  if (tsc.isSourceFile(declaration)) return [];
  if (tsc.isClassLike(declaration)) return [...(declaration.heritageClauses ?? [])];
  return [declaration];
}

/** What gives the parameters of a callback their types: the call it is handed to, or what it is assigned to. */
function contextOf(callback: ts.Node): readonly ts.Node[] {
  const { parent } = callback;
  if (tsc.isCallExpression(parent) || tsc.isNewExpression(parent)) return [parent.expression, ...(parent.arguments ?? []).filter((argument) => argument !== callback)];
  if (tsc.isVariableDeclaration(parent) || tsc.isPropertyDeclaration(parent)) return parent.type === undefined ? [] : [parent.type];
  if (tsc.isPropertyAssignment(parent) || tsc.isParenthesizedExpression(parent) || tsc.isObjectLiteralExpression(parent)) return contextOf(parent);
  return tsc.isSatisfiesExpression(parent) || tsc.isAsExpression(parent) ? [parent.type] : [];
}

/** The base class of the class around a node. */
export function heritageAround(node: ts.Node): ts.Node | undefined {
  for (let at: ts.Node = node; !tsc.isSourceFile(at); at = at.parent) {
    if (tsc.isClassLike(at)) return at.heritageClauses?.find(({ token }) => token === tsc.SyntaxKind.ExtendsKeyword);
  }
  return undefined;
}
