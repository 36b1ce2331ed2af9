import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { contains, isWrapper } from "../../analysis/expressions.js";
import { isShadowed } from "../../analysis/is-shadowed.js";
import { variableAt } from "../../analysis/references.js";
import type { NamedVariable, OwnVariables } from "./own-variables.js";
import { coalesced, either, elementOf, type FreshKind, GLOBAL_FUNCTIONS, isPlain, OBJECT_FUNCTIONS, OWN_MUTATIONS, partOfDocument, resultOfCallback, resultOfMethod, type ValueKind } from "./value-kind.js";

/**
 * Tells expressions that cannot fail, cannot be seen, and give the same whenever they are evaluated. It knows what a
 * document is made of, and takes nothing else for granted: of a call that it does not know it knows nothing.
 */
export class PureExpressions {
  readonly #own: OwnVariables;
  readonly #checker: ts.TypeChecker;
  readonly #kinds = new Map<ts.Symbol, ValueKind>();
  readonly #variables = new Set<ts.Symbol>();
  readonly #open = new Set<ts.Node>();

  constructor(own: OwnVariables, checker: ts.TypeChecker) {
    this.#own = own;
    this.#checker = checker;
  }

  /** Makes the names of a declaration known whose value is of this kind. False if taking it apart could fail. */
  declare(name: ts.BindingName, kind: ValueKind): boolean {
    if (tsc.isIdentifier(name)) {
      const symbol = this.#checker.getSymbolAtLocation(name);
      if (symbol !== undefined) this.#kinds.set(symbol, kind);
      return symbol !== undefined;
    }
    if (tsc.isArrayBindingPattern(name)) return kind === "pairs" && name.elements.every((element) => tsc.isOmittedExpression(element) || this.#declarePart(element, "data"));
    if (kind !== "document" && kind !== "part") return false;
    return name.elements.every((element) => {
      const key = element.propertyName ?? element.name;
      return tsc.isIdentifier(key) && this.#declarePart(element, kind === "document" && element.dotDotDotToken === undefined ? partOfDocument(key.text) : "data");
    });
  }

  /** Makes the name of a variable known that the body itself may change, to plain values. */
  declareVariable(name: ts.Identifier): void {
    const symbol = this.#checker.getSymbolAtLocation(name);
    if (symbol === undefined) return;
    this.#kinds.set(symbol, "data");
    this.#variables.add(symbol);
  }

  /** Whether a value of this kind may be given to the name: a variable of the body, or one of the function's own. */
  isAssignable(name: ts.Identifier, kind: ValueKind): boolean {
    const symbol = variableAt(name, this.#checker);
    if (symbol !== undefined && this.#variables.has(symbol)) return isPlain(kind);
    const declaration = this.#own.declarationOf(name);
    return declaration !== undefined && (declaration.parent.flags & tsc.NodeFlags.Const) === 0;
  }

  /** Whether a call only puts something pure into a collection of one's own. */
  isOwnMutation({ expression, arguments: given, questionDotToken }: ts.CallExpression): boolean {
    if (questionDotToken !== undefined || !tsc.isPropertyAccessExpression(expression) || !tsc.isIdentifier(expression.expression)) return false;
    const kind = this.#own.freshKind(expression.expression);
    return kind !== undefined && OWN_MUTATIONS[kind].includes(expression.name.text) && given.every((argument) => this.#isPureItem(argument));
  }

  /** What a loop over the expression gives, or undefined if it is not pure or the loop could fail. */
  elementOf(expression: ts.Expression): ValueKind | undefined {
    const kind = this.kindOf(expression);
    return kind === "own-list" || kind === "own-keyed" ? this.#kindOfContent(expression) : elementOf(kind);
  }

  /** What the value is, or undefined if the expression is not known to be pure. */
  kindOf(node: ts.Expression): ValueKind | undefined {
    const kind = this.#kindInChain(node);
    const isWholeChain = tsc.isOptionalChain(node) && !(tsc.isOptionalChain(node.parent) && node.parent.expression === node);
    return isWholeChain && kind !== undefined ? (kind === "text" ? "maybe-text" : "data") : kind;
  }

  #kindInChain(node: ts.Expression): ValueKind | undefined {
    if (isWrapper(node)) return this.kindOf(node.expression);
    if (tsc.isIdentifier(node)) return this.#kindOfName(node);
    if (tsc.isStringLiteralLike(node)) return "text";
    if (tsc.isNumericLiteral(node)) return "number";
    if (tsc.isTemplateExpression(node)) return this.#made(node.templateSpans.map(({ expression }) => expression), "text");
    if (tsc.isPropertyAccessExpression(node) || tsc.isElementAccessExpression(node)) return this.#kindOfAccess(node);
    if (tsc.isCallExpression(node)) return this.#kindOfCall(node);
    if (tsc.isArrayLiteralExpression(node)) return this.#kindOfList(node);
    if (tsc.isObjectLiteralExpression(node)) return node.properties.every((property) => this.#isPureProperty(property)) ? "opaque" : undefined;
    return this.#kindOfOperation(node);
  }

  #kindOfName(node: ts.Identifier): ValueKind | undefined {
    const symbol = variableAt(node, this.#checker);
    const known = symbol === undefined ? undefined : this.#kinds.get(symbol);
    if (known !== undefined || node.text === "undefined") return known ?? "data";
    const fresh: FreshKind | undefined = this.#own.freshKind(node);
    if (fresh !== undefined) return fresh;
    const own = this.#own.declarationOf(node);
    if (own !== undefined) return this.#kindOfOwn(own);
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined || !tsc.isVariableDeclaration(declaration) || !tsc.isVariableDeclarationList(declaration.parent)) return undefined;
    if ((declaration.parent.flags & tsc.NodeFlags.Const) === 0 || declaration.end > node.pos) return undefined;
    const { initializer } = declaration;
    if (initializer !== undefined && tsc.isStringLiteralLike(initializer)) return "text";
    return initializer !== undefined && this.#isPrimitive(node) && !contains(initializer, (at) => isWrapper(at) && !tsc.isParenthesizedExpression(at)) ? "data" : undefined;
  }

  /** A variable is plain if all that it is ever set to is. */
  #kindOfOwn(declaration: NamedVariable): ValueKind {
    return this.#arePlain(declaration, () => this.#own.valuesOf(declaration)) ? "data" : "opaque";
  }

  /** What is in a collection of one's own. */
  #kindOfContent(collection: ts.Expression): ValueKind {
    const declaration = tsc.isIdentifier(collection) ? this.#own.declarationOf(collection) : undefined;
    return declaration !== undefined && this.#arePlain(declaration, () => this.#own.contentsOf(declaration)) ? "data" : "opaque";
  }

  #arePlain(declaration: NamedVariable, values: () => readonly (ts.Expression | undefined)[]): boolean {
    if (this.#open.has(declaration)) return true; // what it is set to depends on itself, as in `n = n + 1`
    this.#open.add(declaration);
    const arePlain = values().every((value) => value !== undefined && this.#isPlainItem(value));
    this.#open.delete(declaration);
    return arePlain;
  }

  /** Whether reading the variable or place and converting what is in it calls nothing. */
  isPlain(node: ts.Expression): boolean {
    return this.#isPlainItem(node);
  }

  #kindOfOperation(node: ts.Expression): ValueKind | undefined {
    const { SyntaxKind } = tsc;
    if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) return "boolean";
    if (node.kind === SyntaxKind.NullKeyword) return "data";
    if (tsc.isTypeOfExpression(node)) return this.#made([node.expression], "text");
    if (tsc.isPrefixUnaryExpression(node)) {
      if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken) return undefined;
      return this.#made([node.operand], node.operator === SyntaxKind.ExclamationToken ? "boolean" : "number");
    }
    if (tsc.isConditionalExpression(node)) {
      const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((part) => this.kindOf(part));
      return condition === undefined || yes === undefined || no === undefined ? undefined : either(yes, no);
    }
    return tsc.isBinaryExpression(node) ? this.#kindOfBinary(node) : undefined;
  }

  #kindOfBinary({ left, right, operatorToken: { kind } }: ts.BinaryExpression): ValueKind | undefined {
    const { SyntaxKind } = tsc;
    if (kind === SyntaxKind.InKeyword || kind === SyntaxKind.InstanceOfKeyword || kind === SyntaxKind.CommaToken) return undefined;
    if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) return undefined;
    const [one, other] = [this.kindOf(left), this.kindOf(right)];
    if (one === undefined || other === undefined) return undefined;
    if (kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken) return coalesced(one, other);
    if (kind === SyntaxKind.AmpersandAmpersandToken) return either(one, other);
    if (kind === SyntaxKind.EqualsEqualsEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken) return "boolean";
    if (!isPlain(one) || !isPlain(other)) return undefined;
    if (kind === SyntaxKind.PlusToken) return one === "text" || other === "text" ? "text" : either(one, other) === "number" ? "number" : "data";
    return "data";
  }

  #kindOfAccess(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): ValueKind | undefined {
    const key = tsc.isElementAccessExpression(node) ? node.argumentExpression : undefined;
    if (key !== undefined && !this.#isPlainItem(key)) return undefined;
    const name = tsc.isPropertyAccessExpression(node) ? node.name.text : key !== undefined && tsc.isStringLiteralLike(key) ? key.text : "";
    const base = this.kindOf(node.expression);
    if (base === "document") return partOfDocument(name);
    if (base === undefined || base === "part") return base === undefined ? undefined : "data";
    if (base === "own-object") return this.#kindOfContent(node.expression);
    if (base === "opaque") return undefined;
    const mayBeMissing = base === "data" || base === "maybe-text" || base === "maybe-list";
    if (mayBeMissing && node.questionDotToken === undefined) return undefined;
    return name === "length" || name === "size" ? (mayBeMissing ? "data" : "number") : "data";
  }

  #kindOfCall(call: ts.CallExpression): ValueKind | undefined {
    const { expression, arguments: given, questionDotToken } = call;
    if (questionDotToken !== undefined) return undefined;
    const name = expression.getText();
    if (GLOBAL_FUNCTIONS[name] !== undefined) return this.#isGlobal(expression) ? this.#made(given, GLOBAL_FUNCTIONS[name]) : undefined;
    if (OBJECT_FUNCTIONS[name] !== undefined) return this.#isGlobal(expression) && given.length === 1 && given.every((argument) => this.#isObject(argument)) ? OBJECT_FUNCTIONS[name] : undefined;
    if (!tsc.isPropertyAccessExpression(expression)) return undefined;
    const subject = this.kindOf(expression.expression);
    const isOptional = expression.questionDotToken !== undefined;
    const base = subject === "maybe-text" && isOptional ? "text" : subject;
    if (base === undefined) return undefined;
    const [callback] = given;
    if (callback !== undefined && tsc.isArrowFunction(callback)) return this.#kindOfCallback(base, expression, callback);
    return given.every((argument) => tsc.isRegularExpressionLiteral(argument) ? /^(?:split|replace|search)$/.test(expression.name.text) : base === "own-keyed" ? this.#isPureItem(argument) : this.#isPlainItem(argument)) ? this.#resultOf(base, expression) : undefined;
  }

  #resultOf(subject: ValueKind, { expression, name }: ts.PropertyAccessExpression): ValueKind | undefined {
    const kind = resultOfMethod(subject, name.text);
    if (kind === undefined || kind === "boolean" || kind === "number") return kind; // those only compare
    if (!subject.startsWith("own-")) return kind === "opaque" ? "data" : kind;
    const content = this.#kindOfContent(expression);
    return kind === "opaque" ? content : content === "data" ? kind : undefined;
  }

  /** A function that is called for each element at once, and does nothing but compute. */
  #kindOfCallback(base: ValueKind, { expression, name }: ts.PropertyAccessExpression, callback: ts.ArrowFunction): ValueKind | undefined {
    const element = this.elementOf(expression);
    const returned = returnedBy(callback);
    const [first, second, third] = callback.parameters;
    if (element === undefined || returned === undefined || third !== undefined || callback.modifiers !== undefined) return undefined;
    if (first !== undefined && (!tsc.isIdentifier(first.name) || !this.declare(first.name, element))) return undefined;
    if (second !== undefined && (!tsc.isIdentifier(second.name) || !this.declare(second.name, "number"))) return undefined;
    const kind = this.kindOf(returned);
    return kind === undefined || !isPlain(kind) ? undefined : resultOfCallback(base, name.text, kind);
  }

  #kindOfList({ elements }: ts.ArrayLiteralExpression): ValueKind | undefined {
    if (!elements.every((element) => this.#isPureItem(element))) return undefined;
    if (!elements.every((element) => this.#isPlainItem(element))) return "opaque";
    return elements.every((element) => !tsc.isSpreadElement(element) && this.kindOf(element) === "text") ? "texts" : "list";
  }

  #isPureItem(item: ts.Expression): boolean {
    if (tsc.isSpreadElement(item)) return this.elementOf(item.expression) !== undefined;
    return this.kindOf(item) !== undefined;
  }

  #isPureProperty(property: ts.ObjectLiteralElementLike): boolean {
    if (tsc.isSpreadAssignment(property)) return this.kindOf(property.expression) !== undefined;
    if (tsc.isShorthandPropertyAssignment(property)) return this.kindOf(property.name) !== undefined;
    if (!tsc.isPropertyAssignment(property)) return false;
    return (!tsc.isComputedPropertyName(property.name) || this.#isPlainItem(property.name.expression)) && this.kindOf(property.initializer) !== undefined;
  }

  #isObject(node: ts.Expression): boolean {
    const kind = this.kindOf(node);
    return kind === "document" || kind === "part" || kind === "own-object" || kind === "own-list";
  }

  /** The kind of what is made of the parts by converting them. */
  #made(parts: readonly ts.Expression[], kind: ValueKind): ValueKind | undefined {
    return parts.every((part) => this.#isPlainItem(part)) ? kind : undefined;
  }

  #isPlainItem(item: ts.Expression): boolean {
    const kind = tsc.isSpreadElement(item) ? this.elementOf(item.expression) : this.kindOf(item);
    return kind !== undefined && isPlain(kind);
  }

  #declarePart({ name, initializer }: ts.BindingElement, kind: ValueKind): boolean {
    return initializer === undefined && (tsc.isIdentifier(name) || kind === "part") && this.declare(name, kind);
  }

  #isGlobal(callee: ts.Expression): boolean {
    const base = tsc.isPropertyAccessExpression(callee) ? callee.expression : callee;
    return tsc.isIdentifier(base) && !isShadowed(base.text, base, this.#checker);
  }

  /** Whether a value is a primitive by its type, so that reading it shows nothing that may change. */
  #isPrimitive(node: ts.Node): boolean {
    const type = this.#checker.getTypeAtLocation(node);
    const plain = tsc.TypeFlags.StringLike | tsc.TypeFlags.NumberLike | tsc.TypeFlags.BooleanLike | tsc.TypeFlags.Null | tsc.TypeFlags.Undefined;
    return (type.isUnion() ? type.types : [type]).every(({ flags }) => (flags & plain) !== 0);
  }
}

/** The one expression that a function returns, if it does nothing else. */
function returnedBy({ body }: ts.ArrowFunction): ts.Expression | undefined {
  if (!tsc.isBlock(body)) return body;
  const [only, ...others] = body.statements;
  return only !== undefined && others.length === 0 && tsc.isReturnStatement(only) ? only.expression : undefined;
}
