import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import type { ResultForm } from "../flow/result-form.js";
import { isOrdinaryStatement, staysInItsFunction } from "./declaration-tests.js";
import { indentAt, lineEnd, unusedName } from "./layout.js";
import { insertAt, type TextEdit } from "./text-edit.js";

/** `const list = await call;` as an empty list and a loop that fills it, for targets without `Array.fromAsync`. */
export function collectEdits(
  sourceCode: Readonly<SourceCode>,
  call: TSESTree.CallExpression,
  form: Extract<ResultForm, { kind: "variable" }>,
  stream: readonly TextEdit[],
): TextEdit[] | null {
  const { declaration, id, await: await_ } = form;
  if (!isOrdinaryStatement(declaration) || !staysInItsFunction(sourceCode, declaration, id.name)) return null;
  if (!id.typeAnnotation && sourceCode.getText(declaration).startsWith("var")) return null;
  const item = unusedName(sourceCode, "document", declaration);
  const semicolon = sourceCode.getLastToken(declaration)?.value === ";" ? ";" : "";
  const head = `[]${semicolon}${lineEnd(sourceCode)}${indentAt(sourceCode, declaration.range[0])}for await (const ${item} of `;
  const next = await_.range[0] + "await".length + (/^\s/.test(sourceCode.text.slice(await_.range[0] + "await".length)) ? 1 : 0);
  return [{ range: [await_.range[0], next], newText: head }, ...stream, insertAt(call.range[1], `) ${id.name}.push(${item})`)];
}
