import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { enclosingFunction } from "../../analysis/expressions.js";
import { isShadowed } from "../../analysis/is-shadowed.js";
import { references } from "../../analysis/references.js";
import { isPrivateUse, valueAssignedTo, valuesPutInto } from "./variable-uses.js";
import type { FreshKind } from "./value-kind.js";

/** A variable with a plain name. */
export type NamedVariable = ts.VariableDeclaration & { readonly name: ts.Identifier };

/** Tells which variables of a function can be seen by nobody else until a loop in it has ended, and not at all if an error leaves it. */
export class OwnVariables {
  readonly #loop: ts.ForOfStatement;
  readonly #home: ts.Node;
  readonly #checker: ts.TypeChecker;

  constructor(loop: ts.ForOfStatement, checker: ts.TypeChecker) {
    this.#loop = loop;
    this.#home = enclosingFunction(loop);
    this.#checker = checker;
  }

  /** Where the name is declared, if it is such a variable. */
  declarationOf(name: ts.Identifier): NamedVariable | undefined {
    const declaration = this.#checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (declaration === undefined || !isNamedVariable(declaration) || declaration.end > this.#loop.pos) return undefined;
    if (enclosingFunction(declaration) !== this.#home || isExported(declaration) || !this.#diesWithLoop(declaration)) return undefined;
    const uses = references(declaration.name, this.#checker);
    return uses.some((reference) => tsc.isExportSpecifier(reference.parent) || this.#isCaptured(reference)) ? undefined : declaration;
  }

  /** What may have been put into the collection that such a variable holds by the time the loop ends. */
  contentsOf(declaration: NamedVariable): readonly (ts.Expression | undefined)[] {
    const { end } = this.#outermostLoop();
    const { initializer } = declaration;
    const made = initializer !== undefined && tsc.isObjectLiteralExpression(initializer) ? initializer.properties.map((property) => (tsc.isPropertyAssignment(property) ? property.initializer : undefined)) : [];
    return [...made, ...references(declaration.name, this.#checker).filter(({ pos }) => pos < end).flatMap(valuesPutInto)];
  }

  /** What such a variable may have been set to by the time the loop ends; undefined stands for what is not written down. */
  valuesOf(declaration: NamedVariable): readonly (ts.Expression | undefined)[] {
    const { end } = this.#outermostLoop();
    const assigned = references(declaration.name, this.#checker).filter(({ pos }) => pos < end).flatMap(valueAssignedTo);
    return [...(declaration.initializer === undefined ? [] : [declaration.initializer]), ...assigned];
  }

  /** The collection that such a variable was made with and only ever holds, if nobody was handed it before the loop ends. */
  freshKind(name: ts.Identifier): FreshKind | undefined {
    const declaration = this.declarationOf(name);
    const kind = declaration?.initializer === undefined ? undefined : this.#kindOfNew(declaration.initializer);
    if (declaration === undefined || kind === undefined || (declaration.parent.flags & tsc.NodeFlags.Const) === 0) return undefined;
    const { end } = this.#outermostLoop();
    const earlier = references(declaration.name, this.#checker).filter(({ pos }) => pos < end);
    return earlier.every((reference) => isPrivateUse(reference, kind)) ? kind : undefined;
  }

  /** Whether no `catch` or `finally` between loop and variable, nor code behind them, can see it after an error. */
  #diesWithLoop(declaration: ts.Node): boolean {
    for (let at: ts.Node = this.#loop; !isAround(at, declaration); at = at.parent) {
      if (tsc.isTryStatement(at.parent) && at.parent.tryBlock === at && !isAround(at, declaration)) return false;
    }
    return true;
  }

  /** Whether a function that may run before the loop has ended uses the reference. */
  #isCaptured(reference: ts.Node): boolean {
    const owner = enclosingFunction(reference);
    return owner !== this.#home && !isCallbackOfLoop(owner, this.#loop) && (tsc.isFunctionDeclaration(owner) || reference.pos < this.#outermostLoop().end);
  }

  #outermostLoop(): ts.Node {
    let outermost: ts.Node = this.#loop;
    for (let at: ts.Node = this.#loop; at !== this.#home; at = at.parent) if (tsc.isIterationStatement(at, false)) outermost = at;
    return outermost;
  }

  #kindOfNew(initializer: ts.Expression): FreshKind | undefined {
    if (tsc.isArrayLiteralExpression(initializer)) return initializer.elements.length === 0 ? "own-list" : undefined;
    if (tsc.isObjectLiteralExpression(initializer)) return initializer.properties.every(isPlainProperty) ? "own-object" : undefined;
    if (!tsc.isNewExpression(initializer) || !tsc.isIdentifier(initializer.expression) || (initializer.arguments ?? []).length > 0) return undefined;
    const { expression } = initializer;
    if (isShadowed(expression.text, expression, this.#checker)) return undefined;
    return expression.text === "Map" || expression.text === "Set" ? "own-keyed" : expression.text === "Array" ? "own-list" : undefined;
  }
}

/** An arrow function in the body is only let through if it is pure; so what it reads is read at once. */
function isCallbackOfLoop(owner: ts.Node, loop: ts.ForOfStatement): boolean {
  return tsc.isArrowFunction(owner) && isAround(loop.statement, owner);
}

function isNamedVariable(node: ts.Node): node is NamedVariable {
  return tsc.isVariableDeclaration(node) && tsc.isIdentifier(node.name) && tsc.isVariableDeclarationList(node.parent);
}

function isPlainProperty(property: ts.ObjectLiteralElementLike): boolean {
  return tsc.isPropertyAssignment(property) && !tsc.isComputedPropertyName(property.name) && property.name.getText().replaceAll(/["']/g, "") !== "__proto__";
}

function isAround(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

function isExported(declaration: ts.VariableDeclaration): boolean {
  const statement = declaration.parent.parent;
  return tsc.isVariableStatement(statement) && (tsc.getModifiers(statement) ?? []).length > 0;
}
