import type { ts } from "ts-morph";
import { tsc } from "./compiler.js";

/** Whether the node only wraps an expression: parentheses, `as`, `satisfies`, `!`, `<T>`. */
export function isWrapper(
  node: ts.Node,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression | ts.TypeAssertion {
  return (
    tsc.isParenthesizedExpression(node) ||
    tsc.isAsExpression(node) ||
    tsc.isSatisfiesExpression(node) ||
    tsc.isNonNullExpression(node) ||
    tsc.isTypeAssertionExpression(node)
  );
}

/** The expression inside its wrappers. */
export function unwrap(node: ts.Expression): ts.Expression {
  return isWrapper(node) ? unwrap(node.expression) : node;
}

/** The expression with all its wrappers. */
export function wrapped(node: ts.Expression): ts.Expression {
  return isWrapper(node.parent) ? wrapped(node.parent) : node;
}

/** The function around a node, or the file. */
export function enclosingFunction(node: ts.Node): ts.FunctionLikeDeclaration | ts.SourceFile | ts.ClassStaticBlockDeclaration | ts.PropertyDeclaration {
  for (let at = node.parent; ; at = at.parent) {
    if (tsc.isSourceFile(at) || tsc.isClassStaticBlockDeclaration(at)) return at;
    if (tsc.isPropertyDeclaration(at)) return at;
    if (tsc.isFunctionLike(at) && "body" in at) return at;
  }
}

/** Whether `await` works in this function. */
export function isAsync(node: ts.Node): boolean {
  if (tsc.isSourceFile(node)) return true;
  return tsc.canHaveModifiers(node) && (tsc.getModifiers(node)?.some(({ kind }) => kind === tsc.SyntaxKind.AsyncKeyword) ?? false);
}

/** Whether some node inside `node` (itself included) fits; `skip` keeps out of branches. */
export function contains(node: ts.Node, fits: (candidate: ts.Node) => boolean, skip: (candidate: ts.Node) => boolean = () => false): boolean {
  if (fits(node)) return true;
  return tsc.forEachChild(node, (child) => !skip(child) && contains(child, fits, skip)) ?? false;
}

/** Whether `await` or `yield` of the function around would be evaluated inside `node`. */
export function suspends(node: ts.Node): boolean {
  return contains(
    node,
    (at) => tsc.isAwaitExpression(at) || tsc.isYieldExpression(at) || (tsc.isForOfStatement(at) && at.awaitModifier !== undefined),
    (at) => tsc.isFunctionLike(at),
  );
}

/** The names that occur as identifiers inside the nodes. */
export function namesIn(...nodes: readonly ts.Node[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (tsc.isIdentifier(node)) names.add(node.text);
    tsc.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return names;
}
