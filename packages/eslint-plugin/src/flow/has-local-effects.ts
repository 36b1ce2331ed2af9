import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { ancestors } from "./ancestors.js";
import { propertyName } from "../property-name.js";
import { holdsOwnContainer, ownVariable } from "./own-variable.js";
import { variableNamed } from "./variable-named.js";
import { walk } from "./walk.js";

/** Nodes that do nothing by themselves; what is not listed may do anything. */
const HARMLESS: ReadonlySet<string> = new Set(
  ("BlockStatement EmptyStatement ExpressionStatement IfStatement ContinueStatement VariableDeclaration VariableDeclarator Literal TemplateLiteral TemplateElement " +
    "ChainExpression ConditionalExpression LogicalExpression BinaryExpression ArrayExpression ObjectExpression Property SpreadElement RestElement ObjectPattern " +
    "ArrayPattern AssignmentPattern SequenceExpression TSAsExpression TSNonNullExpression TSSatisfiesExpression TSTypeAssertion").split(" "),
);

/** Methods that fill a container. */
const FILLS: ReadonlySet<string> = new Set(["push", "add", "set"]);

/** Functions of the language that change nothing, and what they hang on. */
const PURE: ReadonlySet<string> = new Set(["Number", "String", "Boolean", "JSON.stringify", "Math.max", "Math.min", "Math.round", "Math.floor", "Math.ceil", "Math.abs"]);
const GLOBALS: ReadonlySet<string> = new Set(["Number", "String", "Boolean", "JSON", "Math", "undefined", "NaN", "Infinity"]);

/**
 * Whether a loop touches nothing but variables of its own function that no other function and no `try` sees: then nobody
 * can tell whether the items before a failure were handled, since the error takes the variables with it. Nor does it read
 * what others might change meanwhile.
 */
export function hasLocalEffects(sourceCode: Readonly<SourceCode>, loop: TSESTree.ForOfStatement): boolean {
  if (isInsideTry(loop)) return false;
  let local = true;
  walk(loop.body, sourceCode.visitorKeys, (node) => {
    if (!local || (node.type.startsWith("TS") && !HARMLESS.has(node.type))) return false; // types do nothing
    local = isLocal(sourceCode, node, loop);
    return local;
  });
  return local;
}

function isLocal(sourceCode: Readonly<SourceCode>, node: TSESTree.Node, loop: TSESTree.Node): boolean {
  switch (node.type) {
    case "CallExpression":
      return isPureCall(sourceCode, node) || fillsOwnContainer(sourceCode, node);
    case "AssignmentExpression":
      return node.left.type === "Identifier" && ownVariable(sourceCode, node.left) !== null;
    case "UpdateExpression":
      return node.argument.type === "Identifier" && ownVariable(sourceCode, node.argument) !== null;
    case "UnaryExpression":
      return node.operator !== "delete";
    case "MemberExpression":
      return node.object.type !== "Identifier" || readsOwnValue(sourceCode, node.object, loop);
    case "Identifier":
      return isName(node) || isSettled(sourceCode, node);
    default:
      return HARMLESS.has(node.type);
  }
}

function isPureCall(sourceCode: Readonly<SourceCode>, { callee, optional }: TSESTree.CallExpression): boolean {
  const root = callee.type === "MemberExpression" ? callee.object : callee;
  return !optional && PURE.has(sourceCode.getText(callee)) && root.type === "Identifier" && isGlobal(sourceCode, root);
}

function fillsOwnContainer(sourceCode: Readonly<SourceCode>, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return false;
  const name = propertyName(callee.property, callee.computed);
  const variable = ownVariable(sourceCode, callee.object);
  return name !== null && FILLS.has(name) && variable !== null && holdsOwnContainer(variable);
}

/** Whether the object whose member is read is an item of the loop, the function's own container, or a part of the language. */
function readsOwnValue(sourceCode: Readonly<SourceCode>, object: TSESTree.Identifier, loop: TSESTree.Node): boolean {
  if (isGlobal(sourceCode, object)) return true;
  const variable = ownVariable(sourceCode, object);
  const declared = variable?.defs[0]?.name;
  if (variable === null || declared === undefined) return false;
  return (declared.range[0] >= loop.range[0] && declared.range[1] <= loop.range[1]) || holdsOwnContainer(variable);
}

/** Whether a variable is the function's own, or one that nobody writes again. */
function isSettled(sourceCode: Readonly<SourceCode>, node: TSESTree.Identifier): boolean {
  if (isGlobal(sourceCode, node) || ownVariable(sourceCode, node) !== null) return true;
  const variable = variableNamed(sourceCode, node.name, node);
  return variable !== null && variable.defs.length === 1 && variable.references.every((reference) => !reference.isWrite() || reference.init === true);
}

function isGlobal(sourceCode: Readonly<SourceCode>, node: TSESTree.Identifier): boolean {
  return GLOBALS.has(node.name) && (variableNamed(sourceCode, node.name, node)?.defs.length ?? 0) === 0;
}

/** Whether an identifier is the name of a property, and no variable. */
function isName(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent.type === "Property" && parent.key === node && !parent.computed && !parent.shorthand;
}

function isInsideTry(loop: TSESTree.Node): boolean {
  for (const at of ancestors(loop)) {
    if (at.type === "TryStatement") return true;
    if (/Function/.test(at.type)) return false;
  }
  return false;
}
