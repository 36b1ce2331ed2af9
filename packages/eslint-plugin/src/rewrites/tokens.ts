import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";

type Place = TSESTree.Node | TSESTree.Token;

/** The first token of a node. */
export function firstToken(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): TSESTree.Token {
  return found(sourceCode.getFirstToken(node));
}

/** The last token of a node. */
export function lastToken(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): TSESTree.Token {
  return found(sourceCode.getLastToken(node));
}

/** The token before a place that is known not to be the first. */
export function tokenBefore(sourceCode: Readonly<SourceCode>, place: Place): TSESTree.Token {
  return found(sourceCode.getTokenBefore(place));
}

/** The token behind a place that is known not to be the last; a comment counts if asked for. */
export function tokenAfter(sourceCode: Readonly<SourceCode>, place: Place, options: { readonly includeComments?: boolean } = {}): TSESTree.Token {
  return found(sourceCode.getTokenAfter(place, { includeComments: options.includeComments === true }));
}

function found(token: TSESTree.Token | null): TSESTree.Token {
  if (token === null) throw new TypeError("Cannot rewrite the call: expected a token around it, received none");
  return token;
}
