import type { TSESTree } from "@typescript-eslint/utils";
import type { Scope, SourceCode } from "@typescript-eslint/utils/ts-eslint";

/** The variable that a name means at a node, or null. */
export function variableNamed(sourceCode: Readonly<SourceCode>, name: string, at: TSESTree.Node): Scope.Variable | null {
  for (let scope: Scope.Scope | null = sourceCode.getScope(at); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable !== undefined) return variable;
  }
  return null;
}
