import type { ts } from "ts-morph";
import { unwrap, wrapped } from "./expressions.js";
import { tsc } from "./compiler.js";

/** A class of a package, and the members of it that matter. */
export interface MemberTarget {
  readonly packageName: string;
  readonly className: string;
  readonly members: readonly string[];
}

/**
 * A place that names a member: `access` is `x.name`, `element` is `x["name"]`, `dynamic` is `x[key]`, `binding` takes it out
 * of an object by destructuring, `declaration` declares it in a class or interface, `property` in an object literal,
 * `argument` is a string given to a call together with an object, `type` looks it up in a type, as in `X["name"]`.
 */
export interface MemberUse {
  readonly member: string;
  readonly form: "access" | "element" | "dynamic" | "binding" | "declaration" | "property" | "argument" | "type";
  /** The name as it is written. */
  readonly name: ts.Node;
  /** The nodes whose type says whose member it is: one, or for an `argument` all those before it. */
  readonly receivers: readonly ts.Node[];
}

/** Every place in a file that could mean one of the members, in order. A `dynamic` use is listed under the first of them. */
export function memberUses(file: ts.SourceFile, members: ReadonlySet<string>): readonly MemberUse[] {
  const uses: MemberUse[] = [];
  const visit = (node: ts.Node): void => {
    const use = useAt(node, members);
    if (use !== undefined) uses.push(use);
    tsc.forEachChild(node, visit);
  };
  visit(file);
  return uses.sort((left, right) => left.name.getStart(file) - right.name.getStart(file));
}

function useAt(node: ts.Node, members: ReadonlySet<string>): MemberUse | undefined {
  if (tsc.isPropertyAccessExpression(node)) return named("access", node.name, node.expression);
  if (tsc.isElementAccessExpression(node)) return elementUse(node, members);
  if (tsc.isBindingElement(node) && tsc.isObjectBindingPattern(node.parent)) return named("binding", node.propertyName ?? node.name, node.parent);
  if (tsc.isClassElement(node) || tsc.isTypeElement(node)) {
    return tsc.isObjectLiteralExpression(node.parent) ? propertyUse(node, node.parent) : named("declaration", node.name, node.parent);
  }
  if (tsc.isObjectLiteralElementLike(node) && tsc.isObjectLiteralExpression(node.parent)) return propertyUse(node, node.parent);
  if (!tsc.isStringLiteralLike(node)) return undefined;
  if (tsc.isLiteralTypeNode(node.parent)) return typeUse(node, node.parent);
  const argument = wrapped(node);
  const call = argument.parent;
  return tsc.isCallExpression(call) && call.expression !== argument ? named("argument", node, ...call.arguments.slice(0, call.arguments.indexOf(argument)).map(unwrap)) : undefined;

  function named(form: MemberUse["form"], name: ts.Node | undefined, ...receivers: readonly ts.Node[]): MemberUse | undefined {
    const member = name === undefined ? undefined : nameText(name);
    return name !== undefined && member !== undefined && members.has(member) && receivers.length > 0 ? { member, form, name, receivers } : undefined;
  }

  function propertyUse(property: ts.Node & { readonly name?: ts.Node }, literal: ts.ObjectLiteralExpression): MemberUse | undefined {
    const assigned = assignedTo(literal);
    return assigned === undefined ? named("property", property.name, literal) : named("binding", property.name, assigned);
  }

  function typeUse(literal: ts.Node, parent: ts.LiteralTypeNode): MemberUse | undefined {
    const { parent: outer } = parent;
    return tsc.isIndexedAccessTypeNode(outer) && outer.indexType === parent ? named("type", literal, outer.objectType) : undefined;
  }
}

function elementUse(node: ts.ElementAccessExpression, members: ReadonlySet<string>): MemberUse | undefined {
  const key = unwrap(node.argumentExpression);
  if (tsc.isStringLiteralLike(key)) {
    return members.has(key.text) ? { member: key.text, form: "element", name: key, receivers: [node.expression] } : undefined;
  }
  const [first] = members;
  if (first === undefined || tsc.isNumericLiteral(key)) return undefined;
  return { member: first, form: "dynamic", name: node.argumentExpression, receivers: [node.expression] };
}

/** What is taken apart, where an object literal is the left side of an assignment. */
function assignedTo(literal: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const { parent } = literal;
  if (!tsc.isBinaryExpression(parent) || parent.left !== literal) return undefined;
  return parent.operatorToken.kind === tsc.SyntaxKind.EqualsToken ? parent.right : undefined;
}

function nameText(name: ts.Node): string | undefined {
  if (tsc.isIdentifier(name) || tsc.isStringLiteralLike(name)) return name.text;
  return tsc.isComputedPropertyName(name) && tsc.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
}
