import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { variableNamed } from "../flow/variable-named.js";

/** The line end that a file uses. */
export function lineEnd({ text }: Readonly<SourceCode>): string {
  return /\r\n|\n/.exec(text)?.[0] ?? "\n";
}

/** The spaces or tabs that the line of an offset begins with. */
export function indentAt({ text }: Readonly<SourceCode>, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? "";
}

/** The quote that a call's first argument uses, else the file's first import, else `"`. */
export function quoteOf({ ast }: Readonly<SourceCode>, call: TSESTree.CallExpression): string {
  const [argument] = call.arguments;
  const raw = argument?.type === "Literal" ? argument.raw : ast.body.find((node) => node.type === "ImportDeclaration")?.source.raw;
  return raw?.startsWith("'") === true ? "'" : '"';
}

/** A name like `preferred` that the statement does not use and the scope around it does not know. */
export function unusedName(sourceCode: Readonly<SourceCode>, preferred: string, at: TSESTree.Node): string {
  const text = sourceCode.getText(at);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? preferred : `${preferred}${number}`;
    if (!text.includes(name) && variableNamed(sourceCode, name, at) === null) return name;
  }
}

/** Whether a comment stands inside a range. */
export function hasComment(sourceCode: Readonly<SourceCode>, start: number, end: number): boolean {
  return sourceCode.getAllComments().some(({ range }) => range[0] < end && range[1] > start);
}
