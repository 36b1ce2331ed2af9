import type { TSESTree } from "@typescript-eslint/utils";
import type { Scope, SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { ancestors } from "./ancestors.js";
import { propertyName } from "../property-name.js";
import { awaited, outermost } from "./outermost.js";
import { readsOf, variableOf } from "./references-of.js";

/** Members that a list has and a `PipelineResult` has not. */
const LIST_MEMBERS: ReadonlySet<string> = new Set(
  ("at concat entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join keys lastIndexOf length map pop push " +
    "reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced unshift values with").split(" "),
);

/** Whether what a call resolves to is used as a list: iterated, indexed, spread, taken apart as an array. */
export function isUsedAsList(sourceCode: Readonly<SourceCode>, call: TSESTree.Node): boolean {
  const seen = new Set<Scope.Variable>();
  const variableIsList = (declaration: TSESTree.Node, name: string): boolean => {
    const variable = variableOf(sourceCode, declaration, name);
    if (variable === null || seen.has(variable)) return false;
    seen.add(variable);
    return readsOf(variable).some(valueIsList);
  };

  const valueIsList = (value: TSESTree.Node): boolean => {
    const node = outermost(value);
    const { parent } = node;
    if (castsToList(value, node)) return true;
    switch (parent?.type) {
      case "ForOfStatement":
        return parent.right === node;
      case "SpreadElement":
        return parent.parent.type !== "ObjectExpression";
      case "YieldExpression":
        return parent.delegate;
      case "MemberExpression":
        return parent.object === node && isListMember(parent);
      case "VariableDeclarator":
        return bindsList(parent.id) || (parent.id.type === "Identifier" && parent.init === node && variableIsList(parent, parent.id.name));
      case "AssignmentExpression":
        return parent.right === node && parent.left.type === "ArrayPattern";
      case "CallExpression":
      case "NewExpression":
        return parent.arguments[0] === node && takesList(parent.callee);
      case "ReturnStatement":
        return returnsList(parent);
      case "ArrowFunctionExpression":
        return parent.body === node && isPromiseOfList(parent.returnType);
      default:
        return false;
    }
  };

  const promiseIsList = (promise: TSESTree.Node): boolean => {
    const { parent } = outermost(promise);
    if (parent?.type === "ReturnStatement" || parent?.type === "ArrowFunctionExpression") return valueIsList(promise);
    const [callback] = thenArguments(parent);
    if (callback?.type !== "ArrowFunctionExpression" && callback?.type !== "FunctionExpression") return false;
    const [parameter] = callback.params;
    if (parameter === undefined) return false;
    return bindsList(parameter) || (parameter.type === "Identifier" && variableIsList(callback, parameter.name));
  };

  const value = awaited(call);
  return value === null ? promiseIsList(call) : valueIsList(value);
}

function thenArguments(member: TSESTree.Node | undefined): readonly TSESTree.Node[] {
  if (member?.type !== "MemberExpression" || propertyName(member.property, member.computed) !== "then") return [];
  return member.parent.type === "CallExpression" && member.parent.callee === member ? member.parent.arguments : [];
}

function isListMember({ property, computed }: TSESTree.MemberExpression): boolean {
  if (computed && property.type === "Literal" && typeof property.value === "number") return true;
  const name = propertyName(property, computed);
  return name !== null && LIST_MEMBERS.has(name);
}

/** `[a] = …` or `docs: T[] = …`. */
function bindsList(target: TSESTree.Node): boolean {
  if (target.type === "ArrayPattern") return true;
  return target.type === "Identifier" && isListType(target.typeAnnotation?.typeAnnotation);
}

function castsToList(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  for (const at of inner === outer ? [] : ancestors(inner)) {
    if ((at.type === "TSAsExpression" || at.type === "TSTypeAssertion") && isListType(at.typeAnnotation)) return true;
    if (at === outer) return false;
  }
  return false;
}

function takesList(callee: TSESTree.Node): boolean {
  if (callee.type === "Identifier") return callee.name === "Set" || callee.name === "Map";
  return callee.type === "MemberExpression" && callee.object.type === "Identifier" && callee.object.name === "Array" && propertyName(callee.property, callee.computed) === "from";
}

function returnsList(statement: TSESTree.Node): boolean {
  for (const at of ancestors(statement)) if ("returnType" in at) return isPromiseOfList(at.returnType);
  return false;
}

function isPromiseOfList(annotation: TSESTree.TSTypeAnnotation | null | undefined): boolean {
  const type = annotation?.typeAnnotation;
  if (type?.type !== "TSTypeReference" || type.typeName.type !== "Identifier" || type.typeName.name !== "Promise") return false;
  return isListType(type.typeArguments?.params[0]);
}

function isListType(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type === "TSArrayType" || type?.type === "TSTupleType") return true;
  if (type?.type === "TSTypeOperator") return isListType(type.typeAnnotation);
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier" && /^(Readonly)?Array$/.test(type.typeName.name);
}
