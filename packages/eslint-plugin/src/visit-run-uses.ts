import type { TSESTree } from "@typescript-eslint/utils";
import type { RuleListener } from "@typescript-eslint/utils/ts-eslint";
import type { LintContext } from "./lint-context.js";
import { propertyName } from "./property-name.js";
import type { EagerMethod, RunUse } from "./run-use.js";

/** Part of every name looked for: a file without it is left alone altogether. */
const COMMON_PART = "runAsync";

/**
 * Listens for uses of the methods by name alone. Most files do not contain the name, and most nodes are not called so: what
 * costs (types, scopes) is left to `onUse`.
 */
export function visitRunUses(context: LintContext, names: ReadonlySet<EagerMethod>, onUse: (use: RunUse) => void): RuleListener {
  if (!context.sourceCode.text.includes(COMMON_PART)) return {};
  const wanted = (name: string | null): name is EagerMethod => name !== null && (names as ReadonlySet<string>).has(name);
  return {
    MemberExpression(node: TSESTree.MemberExpression) {
      const name = propertyName(node.property, node.computed);
      if (wanted(name)) onUse({ name, nameNode: node.property, access: node, receiver: node.object });
    },
    ObjectPattern(node: TSESTree.ObjectPattern) {
      for (const property of node.properties) {
        if (property.type !== "Property") continue;
        const name = propertyName(property.key, property.computed);
        if (wanted(name)) onUse({ name, nameNode: property.key, access: property, receiver: node });
      }
    },
  };
}
