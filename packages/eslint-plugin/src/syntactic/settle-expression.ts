import type { TSESTree } from "@typescript-eslint/utils";
import { propertyName } from "../property-name.js";
import { classAround } from "./class-around.js";
import { isPackageName } from "./is-package-name.js";
import { type Settled, type Settler, instanceOf } from "./settled.js";

/** What the value of an expression is. Every form that can be followed has its line here; the others give null. */
export function settleExpression(settler: Settler, node: TSESTree.Node): Settled | null {
  switch (node.type) {
    case "Identifier":
      return settler.name(node.name, node);
    case "ThisExpression": {
      const around = classAround(node);
      return around === null ? null : instanceOf(settler.classNode(around));
    }
    case "Super": {
      const around = classAround(node);
      return around?.superClass ? instanceOf(settler.expression(around.superClass)) : null;
    }
    case "NewExpression":
      return instanceOf(settler.expression(node.callee));
    case "ClassExpression":
      return settler.classNode(node);
    case "ObjectExpression":
      return { kind: "object", node };
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return { kind: "function", node };
    case "CallExpression":
      return settleCall(settler, node);
    case "ImportExpression":
      return isPackageName(node.source) ? { kind: "module" } : null;
    case "MemberExpression": {
      const name = node.property.type === "PrivateIdentifier" ? `#${node.property.name}` : propertyName(node.property, node.computed);
      const object = name === null ? null : settler.expression(node.object);
      return name === null || object === null ? null : settler.member(object, name);
    }
    case "TSAsExpression":
    case "TSTypeAssertion":
      return settler.type(node.typeAnnotation) ?? (isConst(node.typeAnnotation) ? settler.expression(node.expression) : null);
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "ChainExpression":
      return settler.expression(node.expression);
    case "AwaitExpression":
      return settler.expression(node.argument);
    case "AssignmentExpression":
      return node.operator === "=" ? settler.expression(node.right) : null;
    case "SequenceExpression": {
      const last = node.expressions.at(-1);
      return last === undefined ? null : settler.expression(last);
    }
    case "LogicalExpression":
      return agreed(settler.expression(node.left), settler.expression(node.right));
    case "ConditionalExpression":
      return agreed(settler.expression(node.consequent), settler.expression(node.alternate));
    default:
      return null;
  }
}

function settleCall(settler: Settler, { callee, arguments: args }: TSESTree.CallExpression): Settled | null {
  if (callee.type === "Identifier" && callee.name === "require" && isPackageName(args[0])) {
    return settler.name("require", callee) === null ? { kind: "module" } : null;
  }
  const called = settler.expression(callee);
  return called?.kind === "function" ? settler.returned(called.node) : null;
}

function agreed(left: Settled | null, right: Settled | null): Settled | null {
  return left !== null && left.kind === right?.kind ? left : null;
}

function isConst(node: TSESTree.TypeNode): boolean {
  return node.type === "TSTypeReference" && node.typeName.type === "Identifier" && node.typeName.name === "const";
}
