import type { ts } from "ts-morph";
import { tsc } from "./compiler.js";
import { enclosingFunction } from "./expressions.js";

/** The other places that name a variable, within the function or file that it belongs to. */
export function references(name: ts.Identifier, checker: ts.TypeChecker): readonly ts.Identifier[] {
  const symbol = checker.getSymbolAtLocation(name);
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (tsc.isIdentifier(node) && node !== name && node.text === name.text && variableAt(node, checker) === symbol) found.push(node);
    tsc.forEachChild(node, visit);
  };
  visit(scopeOf(name));
  return found;
}

/** A parameter and a `var` of a function are seen in all of it; anything else at least nowhere outside of it. */
function scopeOf(name: ts.Identifier): ts.Node {
  const scope = enclosingFunction(name);
  return tsc.isPropertyDeclaration(scope) || tsc.isClassStaticBlockDeclaration(scope) ? name.getSourceFile() : scope;
}

/** The variable that an identifier reads, also where `{ name }` is short for `{ name: name }`. */
export function variableAt(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (tsc.isShorthandPropertyAssignment(node.parent)) return checker.getShorthandAssignmentValueSymbol(node.parent);
  if (tsc.isExportSpecifier(node.parent)) return checker.getExportSpecifierLocalTargetSymbol(node.parent);
  return checker.getSymbolAtLocation(node);
}
