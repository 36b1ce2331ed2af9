import type { TSESTree } from "@typescript-eslint/utils";

/** The name that a member access or a property spells out: `p.name`, `p["name"]` or a template without holes; else null. */
export function propertyName(key: TSESTree.Node, computed: boolean): string | null {
  if (key.type === "Identifier") return computed ? null : key.name;
  if (key.type === "Literal") return typeof key.value === "string" ? key.value : null;
  if (key.type === "TemplateLiteral" && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? null;
  return null;
}
