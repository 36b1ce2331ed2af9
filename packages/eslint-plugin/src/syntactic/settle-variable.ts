import type { TSESTree } from "@typescript-eslint/utils";
import type { Scope, SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { ancestors } from "../flow/ancestors.js";
import { propertyName } from "../property-name.js";
import { isPackageName } from "./is-package-name.js";
import { jsdocTag } from "./settle-jsdoc.js";
import { type FunctionNode, type Settled, type Settler } from "./settled.js";

/** What a variable, parameter, import, class or type of this file is. */
export function settleVariable(settler: Settler, sourceCode: Readonly<SourceCode>, variable: Scope.Variable): Settled | null {
  const [definition, ...others] = variable.defs;
  if (definition === undefined || others.length > 0) return null;
  const { node, name } = definition as { readonly node: TSESTree.Node; readonly name: TSESTree.Node };
  switch (node.type) {
    case "ImportSpecifier":
      return imports(node.parent) ? settler.member({ kind: "module" }, node.imported.type === "Identifier" ? node.imported.name : node.imported.value) : null;
    case "ImportNamespaceSpecifier":
    case "ImportDefaultSpecifier": // what esModuleInterop makes of the CommonJS build
      return imports(node.parent) ? { kind: "module" } : null;
    case "TSImportEqualsDeclaration":
      return node.moduleReference.type === "TSExternalModuleReference" && isPackageName(node.moduleReference.expression) ? { kind: "module" } : null;
    case "ClassDeclaration":
    case "ClassExpression":
      return settler.classNode(node);
    case "TSInterfaceDeclaration":
      return { kind: "shape", members: node.body.body };
    case "TSTypeAliasDeclaration":
      return settler.type(node.typeAnnotation);
    case "VariableDeclarator":
      return settleDeclarator(settler, sourceCode, variable, node);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return (definition as { readonly type: string }).type === "Parameter" ? settleParameter(settler, sourceCode, node, name) : { kind: "function", node };
    default:
      return null;
  }
}

function settleDeclarator(settler: Settler, sourceCode: Readonly<SourceCode>, variable: Scope.Variable, node: TSESTree.VariableDeclarator): Settled | null {
  if (node.id.type === "ObjectPattern") return isNeverWrittenAgain(variable) ? settleFromPattern(settler, node.id, variable.name) : null;
  if (node.id.type !== "Identifier") return null;
  if (node.id.typeAnnotation) return settler.type(node.id.typeAnnotation.typeAnnotation);
  const { parent } = node;
  const documented = jsdocTag(sourceCode, parent.parent.type === "ExportNamedDeclaration" ? parent.parent : parent, "type");
  if (documented !== null) return settler.jsdocType(documented, node);
  const values = variable.references.flatMap(({ writeExpr }) => writeExpr ?? []);
  const settled = values.map((value) => settler.expression(value));
  const [first] = settled;
  return first !== undefined && settled.every((one) => one?.kind === first?.kind) ? first : null;
}

function settleParameter(settler: Settler, sourceCode: Readonly<SourceCode>, node: FunctionNode, name: TSESTree.Node): Settled | null {
  for (const parameter of node.params) {
    const plain = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
    const target = plain.type === "AssignmentPattern" ? plain.left : plain;
    if (target.type === "Identifier" && target === name) {
      if (target.typeAnnotation) return settler.type(target.typeAnnotation.typeAnnotation);
      const documented = parameterTag(sourceCode, node, target.name);
      if (documented !== null) return settler.jsdocType(documented, node);
      return null; // callers may hand in something else, whatever the default is
    }
    if (target.type === "ObjectPattern" && name.type === "Identifier" && contains(target, name)) return settleFromPattern(settler, target, name.name);
  }
  return null;
}

/** JSDoc stands above a function, the variable or class member that holds it, or the export. */
function parameterTag(sourceCode: Readonly<SourceCode>, node: FunctionNode, param: string): string | null {
  for (const at of [node, ...ancestors(node)]) {
    if (at !== node && !/^(VariableDeclarat|MethodDefinition|PropertyDefinition|Property$|Export|AssignmentExpression|ExpressionStatement)/.test(at.type)) return null;
    const type = jsdocTag(sourceCode, at, { param });
    if (type !== null) return type;
  }
  return null;
}

function settleFromPattern(settler: Settler, pattern: TSESTree.ObjectPattern, name: string): Settled | null {
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const target = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (target.type !== "Identifier" || target.name !== name) continue;
    const key = propertyName(property.key, property.computed);
    const whole = settler.pattern(pattern);
    return key === null || whole === null ? null : settler.member(whole, key);
  }
  return null;
}

function isNeverWrittenAgain(variable: Scope.Variable): boolean {
  return variable.references.every((reference) => !reference.isWrite() || reference.init === true);
}

function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function imports(declaration: TSESTree.Node | undefined): boolean {
  return declaration?.type === "ImportDeclaration" && isPackageName(declaration.source);
}
