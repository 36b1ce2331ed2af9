import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { variableOf } from "../flow/references-of.js";

/** Whether a declaration is a statement among statements, so that one may stand before or after it. */
export function isOrdinaryStatement(declaration: TSESTree.VariableDeclaration): boolean {
  return /^(Program|BlockStatement|StaticBlock|TSModuleBlock)$/.test(declaration.parent.type) && declaration.declarations.length === 1;
}

/** Whether a variable is used in its own function only; an empty list that is captured gets no type from what is pushed. */
export function staysInItsFunction(sourceCode: Readonly<SourceCode>, declaration: TSESTree.VariableDeclaration, name: string): boolean {
  const variable = variableOf(sourceCode, declaration, name);
  return variable !== null && variable.references.every(({ from }) => from.variableScope === variable.scope.variableScope);
}

/** The statement right behind another one in the same block. */
export function nextStatement(statement: TSESTree.Statement): TSESTree.Statement | null {
  const { parent } = statement;
  if (!("body" in parent) || !Array.isArray(parent.body)) return null;
  const statements = parent.body as readonly TSESTree.Statement[]; // a block's statements
  return statements[statements.indexOf(statement) + 1] ?? null;
}
