import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { enclosingFunction, wrapped } from "../../analysis/expressions.js";
import { references } from "../../analysis/references.js";
import { agreed, contractOfPattern, contractOfProperty, type ResultContract } from "./result-contract.js";

/** The contract that the code around a call takes for granted, by what it does with the result. */
export function usedContract(call: ts.CallExpression, checker: ts.TypeChecker): ResultContract {
  return ofPromise(call, checker, 0);
}

/** What becomes of a promise of a result. `depth` bounds the walk through variables. */
function ofPromise(promise: ts.Expression, checker: ts.TypeChecker, depth: number): ResultContract {
  const outer = wrapped(promise);
  const { parent } = outer;
  if (tsc.isAwaitExpression(parent)) return ofValue(parent, checker, depth);
  if (tsc.isPropertyAccessExpression(parent) && tsc.isCallExpression(parent.parent)) {
    const [handler] = parent.parent.arguments;
    if (parent.name.text === "then") return handler === undefined ? "unknown" : ofHandler(handler, checker, depth);
    return /^(?:catch|finally)$/.test(parent.name.text) ? ofPromise(parent.parent, checker, depth) : "unknown";
  }
  if (isBranch(outer)) return ofPromise(parent as ts.Expression, checker, depth); // isBranch says it is one
  if (tsc.isVariableDeclaration(parent)) return annotated(parent.type) ?? ofVariable(parent, checker, depth, ofPromise);
  if (tsc.isReturnStatement(parent) || tsc.isArrowFunction(parent)) return returned(parent);
  return tsc.isArrayLiteralExpression(parent) ? ofGathered(parent, outer) : "unknown";
}

/** What becomes of a result. */
function ofValue(value: ts.Expression, checker: ts.TypeChecker, depth: number): ResultContract {
  const outer = wrapped(value);
  const { parent } = outer;
  if (tsc.isPropertyAccessExpression(parent) && parent.expression === outer) return contractOfProperty(parent.name.text);
  if (tsc.isElementAccessExpression(parent) && parent.expression === outer) return ofKey(parent.argumentExpression);
  if (tsc.isForOfStatement(parent) && parent.expression === outer) return "list";
  if (tsc.isSpreadElement(parent) || (tsc.isYieldExpression(parent) && parent.asteriskToken !== undefined)) return "list";
  if (tsc.isVariableDeclaration(parent)) return annotated(parent.type) ?? ofVariable(parent, checker, depth, ofValue);
  if (isBranch(outer)) return ofValue(parent as ts.Expression, checker, depth); // isBranch says it is one
  if (tsc.isBinaryExpression(parent) && parent.right === outer && parent.operatorToken.kind === tsc.SyntaxKind.EqualsToken) return ofAssigned(parent.left, checker, depth);
  if (tsc.isReturnStatement(parent) || tsc.isArrowFunction(parent)) return returned(parent);
  return "unknown";
}

type Follow = (value: ts.Expression, checker: ts.TypeChecker, depth: number) => ResultContract;

function ofVariable({ name }: { readonly name: ts.BindingName }, checker: ts.TypeChecker, depth: number, follow: Follow): ResultContract {
  if (!tsc.isIdentifier(name)) return contractOfPattern(name);
  if (depth > 3) return "unknown";
  return agreed(references(name, checker).map((reference) => follow(reference, checker, depth + 1)));
}

function ofAssigned(left: ts.Expression, checker: ts.TypeChecker, depth: number): ResultContract {
  if (tsc.isArrayLiteralExpression(left)) return "list";
  if (!tsc.isIdentifier(left) || depth > 3) return "unknown";
  const declaration = checker.getSymbolAtLocation(left)?.valueDeclaration;
  if (declaration === undefined || !tsc.isVariableDeclaration(declaration)) return "unknown";
  return annotated(declaration.type) ?? ofVariable(declaration, checker, depth, ofValue);
}

function ofHandler(handler: ts.Expression, checker: ts.TypeChecker, depth: number): ResultContract {
  if (!tsc.isArrowFunction(handler) && !tsc.isFunctionExpression(handler)) return "unknown";
  const [parameter] = handler.parameters;
  return parameter === undefined ? "unknown" : (annotated(parameter.type) ?? ofVariable(parameter, checker, depth, ofValue));
}

/** `const [first, second] = await Promise.all([…])`, by the place in the list. */
function ofGathered(list: ts.ArrayLiteralExpression, element: ts.Expression): ResultContract {
  const call = list.parent;
  if (!tsc.isCallExpression(call) || !tsc.isAwaitExpression(call.parent) || !tsc.isVariableDeclaration(call.parent.parent)) return "unknown";
  const { name } = call.parent.parent;
  const bound = tsc.isArrayBindingPattern(name) ? name.elements[list.elements.indexOf(element)] : undefined;
  return bound === undefined || tsc.isOmittedExpression(bound) || tsc.isIdentifier(bound.name) ? "unknown" : contractOfPattern(bound.name);
}

function ofKey(key: ts.Expression): ResultContract {
  if (tsc.isStringLiteralLike(key)) return contractOfProperty(key.text);
  return tsc.isNumericLiteral(key) ? "list" : "unknown";
}

function returned(at: ts.Node): ResultContract {
  const owner = tsc.isArrowFunction(at) ? at : enclosingFunction(at);
  const type = "type" in owner ? owner.type : undefined;
  return annotated(type !== undefined && tsc.isTypeReferenceNode(type) ? (type.typeArguments?.[0] ?? type) : type) ?? "unknown";
}

/** What an annotation says, if it says anything. */
function annotated(type: ts.TypeNode | undefined): ResultContract | undefined {
  if (type === undefined) return undefined;
  if (tsc.isArrayTypeNode(type) || tsc.isTupleTypeNode(type)) return "list";
  if (tsc.isTypeOperatorNode(type)) return annotated(type.type);
  if (!tsc.isTypeReferenceNode(type)) return undefined;
  const name = type.typeName.getText();
  if (/^(?:Readonly)?Array$/.test(name)) return "list";
  return name.endsWith("PipelineResult") ? "result" : name === "Promise" ? annotated(type.typeArguments?.[0]) : undefined;
}

function isBranch({ parent }: ts.Expression): boolean {
  if (tsc.isConditionalExpression(parent)) return true;
  const kind = tsc.isBinaryExpression(parent) ? parent.operatorToken.kind : undefined;
  return kind === tsc.SyntaxKind.QuestionQuestionToken || kind === tsc.SyntaxKind.BarBarToken;
}
