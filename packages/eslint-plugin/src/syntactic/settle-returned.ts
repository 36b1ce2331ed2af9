import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { jsdocTag } from "./settle-jsdoc.js";
import type { FunctionNode, Settled, Settler } from "./settled.js";

/** What a function returns: its annotation, its JSDoc, or the one expression that it returns. */
export function settleReturned(settler: Settler, sourceCode: Readonly<SourceCode>, node: FunctionNode): Settled | null {
  if (node.returnType) return settler.type(node.returnType.typeAnnotation);
  const documented = jsdocTag(sourceCode, node.parent.type === "MethodDefinition" ? node.parent : node, "returns");
  if (documented !== null) return settler.jsdocType(documented, node);
  if (node.generator) return null;
  if (node.body.type !== "BlockStatement") return settler.expression(node.body);
  const [only, ...others] = node.body.body;
  return only?.type === "ReturnStatement" && only.argument && others.length === 0 ? settler.expression(only.argument) : null;
}
