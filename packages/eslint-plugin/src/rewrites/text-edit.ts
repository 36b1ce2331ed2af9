import type { TSESTree } from "@typescript-eslint/utils";
import type { RuleFix, RuleFixer, SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { firstToken, tokenAfter } from "./tokens.js";

/** One replacement; edits of one rewrite never overlap. */
export interface TextEdit {
  readonly range: readonly [number, number];
  readonly newText: string;
}

/** A rewrite as ESLint takes it. Whatever no edit covers stays byte for byte, comments above all. */
export function fixOf(edits: readonly TextEdit[]): (fixer: RuleFixer) => RuleFix[] {
  return (fixer) => edits.map(({ range, newText }) => fixer.replaceTextRange([range[0], range[1]], newText));
}

export function insertAt(offset: number, newText: string): TextEdit {
  return { range: [offset, offset], newText };
}

export function replace({ range }: { readonly range: readonly [number, number] }, newText: string): TextEdit {
  return { range, newText };
}

/** Takes the word `await` away, with the space behind it; comments behind it stay. */
export function withoutAwait(sourceCode: Readonly<SourceCode>, node: TSESTree.AwaitExpression): TextEdit {
  const next = tokenAfter(sourceCode, firstToken(sourceCode, node), { includeComments: true });
  return { range: [node.range[0], next.range[0]], newText: "" };
}

/** Makes `for (` of a loop `for await (`, unless it is so already. */
export function loopAwaits(loop: TSESTree.ForOfStatement): TextEdit[] {
  return loop.await ? [] : [insertAt(loop.range[0] + "for".length, " await")];
}
