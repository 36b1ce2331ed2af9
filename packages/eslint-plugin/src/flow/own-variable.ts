import type { TSESTree } from "@typescript-eslint/utils";
import type { Scope, SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { variableNamed } from "./variable-named.js";

/** The variable that an identifier means, if it is declared by the function around it and neither seen in another function nor exported. */
export function ownVariable(sourceCode: Readonly<SourceCode>, node: TSESTree.Identifier): Scope.Variable | null {
  const variable = variableNamed(sourceCode, node.name, node);
  const [definition, ...others] = variable?.defs ?? [];
  if (variable === null || variable.scope.type === "global" || others.length > 0) return null;
  if ((definition as { readonly type?: string } | undefined)?.type !== "Variable") return null;
  if ((definition as { readonly parent?: TSESTree.Node | null }).parent?.parent?.type === "ExportNamedDeclaration") return null;
  const { variableScope } = variable.scope;
  const isHere = sourceCode.getScope(node).variableScope === variableScope;
  return isHere && variable.references.every(({ from, identifier }) => from.variableScope === variableScope && !isExport(identifier)) ? variable : null;
}

/** Whether a variable only ever holds containers that the function makes itself and hands to nobody before it ends. */
export function holdsOwnContainer({ references }: Scope.Variable): boolean {
  return references.every((reference) => isFresh(reference.writeExpr) && !escapes(reference.identifier));
}

/** `[]`, `{}`, `new Map()`, `new Set()`, or no write at all. */
function isFresh(value: TSESTree.Node | null | undefined): boolean {
  if (!value || value.type === "ArrayExpression" || value.type === "ObjectExpression") return true;
  return value.type === "NewExpression" && value.callee.type === "Identifier" && /^(Map|Set)$/.test(value.callee.name);
}

/** Being returned is the end. */
function escapes(identifier: TSESTree.Node): boolean {
  const { parent } = identifier;
  if (parent === undefined) return true;
  if (parent.type === "MemberExpression") return parent.object !== identifier;
  if (parent.type === "VariableDeclarator") return parent.id !== identifier;
  return parent.type !== "ReturnStatement";
}

function isExport({ parent }: TSESTree.Node): boolean {
  return parent?.type === "ExportSpecifier" || parent?.type === "ExportDefaultDeclaration";
}
