import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { CLASS_NAME } from "../package-name.js";
import { propertyName } from "../property-name.js";
import { jsdocTag } from "./settle-jsdoc.js";
import { type ClassNode, type Settled, type Settler } from "./settled.js";

/** What the member of a value is; a private name comes with its `#`. */
export function settleMember(settler: Settler, sourceCode: Readonly<SourceCode>, of: Settled, name: string): Settled | null {
  switch (of.kind) {
    case "module":
      return name === CLASS_NAME ? { kind: "class", subclasses: [] } : name === "default" ? of : null;
    case "shape":
      return ofShape(settler, of.members, name);
    case "object":
      return ofObject(settler, of.node, name);
    case "instance":
      return ofClass(settler, sourceCode, of.node, name);
    case "pipeline":
      for (const node of of.subclasses) {
        const settled = ofClass(settler, sourceCode, node, name);
        if (settled !== null) return settled;
      }
      return null;
    default:
      return null;
  }
}

function ofShape(settler: Settler, members: readonly TSESTree.TypeElement[], name: string): Settled | null {
  for (const member of members) {
    if (member.type !== "TSPropertySignature" || propertyName(member.key, member.computed) !== name) continue;
    return member.typeAnnotation ? settler.type(member.typeAnnotation.typeAnnotation) : null;
  }
  return null;
}

function ofObject(settler: Settler, { properties }: TSESTree.ObjectExpression, name: string): Settled | null {
  const found = properties.findLast((property) => property.type === "SpreadElement" || propertyName(property.key, property.computed) === name);
  return found?.type === "Property" && found.kind === "init" ? settler.expression(found.value) : null;
}

/** A field by its annotation, JSDoc, or first value; a getter by what it returns; else what the constructor assigns. */
function ofClass(settler: Settler, sourceCode: Readonly<SourceCode>, node: ClassNode, name: string): Settled | null {
  for (const member of node.body.body) {
    if (member.type === "MethodDefinition" && member.kind === "constructor") {
      const parameter = member.value.params.find((param) => param.type === "TSParameterProperty" && parameterName(param) === name);
      if (parameter?.type === "TSParameterProperty") {
        const target = parameter.parameter.type === "AssignmentPattern" ? parameter.parameter.left : parameter.parameter;
        return target.typeAnnotation ? settler.type(target.typeAnnotation.typeAnnotation) : null;
      }
    }
    if (!("key" in member) || memberName(member) !== name) continue;
    if (member.type === "MethodDefinition") {
      if (member.value.type !== "FunctionExpression") return null;
      return member.kind === "get" ? settler.returned(member.value) : { kind: "function", node: member.value };
    }
    if (member.type !== "PropertyDefinition") return null;
    if (member.typeAnnotation) return settler.type(member.typeAnnotation.typeAnnotation);
    const documented = jsdocTag(sourceCode, member, "type");
    if (documented !== null) return settler.jsdocType(documented, member);
    if (member.value) return agreed([member.value, ...settler.assigned(node, name)], settler);
  }
  return agreed(settler.assigned(node, name), settler);
}

function agreed(values: readonly TSESTree.Node[], settler: Settler): Settled | null {
  const settled = values.map((value) => settler.expression(value));
  const [first] = settled;
  return first !== undefined && first !== null && settled.every((one) => one?.kind === first.kind) ? first : null;
}

function memberName(member: { readonly key: TSESTree.Node; readonly computed: boolean }): string | null {
  return member.key.type === "PrivateIdentifier" ? `#${member.key.name}` : propertyName(member.key, member.computed);
}

function parameterName({ parameter }: TSESTree.TSParameterProperty): string {
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  return target.name;
}
