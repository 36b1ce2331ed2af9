import type { TSESTree } from "@typescript-eslint/utils";
import type { Scope, SourceCode } from "@typescript-eslint/utils/ts-eslint";

/** The one variable that a declaration or a pattern's identifier introduces, or null. */
export function variableOf(sourceCode: Readonly<SourceCode>, declaration: TSESTree.Node, name: string): Scope.Variable | null {
  return sourceCode.getDeclaredVariables(declaration).find((variable) => variable.name === name) ?? null;
}

/** Where a variable is read; null if it may also be read from other files, or is written after its declaration. */
export function closedReads(variable: Scope.Variable): readonly TSESTree.Node[] | null {
  if (variable.scope.type === "global" || isExported(variable)) return null;
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return null;
  return readsOf(variable);
}

/** Where a variable is read in this file. */
export function readsOf({ references }: Scope.Variable): readonly TSESTree.Node[] {
  return references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
}

function isExported({ defs, references }: Scope.Variable): boolean {
  const declared = defs.some(({ parent }) => (parent as TSESTree.Node | null | undefined)?.parent?.type === "ExportNamedDeclaration");
  return declared || references.some(({ identifier: { parent } }) => parent.type === "ExportSpecifier" || parent.type === "ExportDefaultDeclaration");
}
