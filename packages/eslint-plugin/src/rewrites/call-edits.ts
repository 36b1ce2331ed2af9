import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { propertyName } from "../property-name.js";
import type { RunUse } from "../run-use.js";
import { indentAt, lineEnd, quoteOf } from "./layout.js";
import { insertAt, replace, type TextEdit } from "./text-edit.js";
import { lastToken, tokenAfter, tokenBefore } from "./tokens.js";

/** Options that mean something else to `iterResults`, or nothing. */
const STREAMS_APART: ReadonlySet<string> = new Set(["onFailure", "maxDocuments", "__proto__"]);

/** Whether a call is plain enough to be rewritten: an adapter, at most one options argument, nothing optional or spread. */
export function isPlainCall({ access }: RunUse, call: TSESTree.CallExpression): boolean {
  const { arguments: args } = call;
  const counted = args.length === 1 || args.length === 2;
  return counted && args.every(({ type }) => type !== "SpreadElement") && !call.typeArguments && !isOptional(call) && access.type === "MemberExpression";
}

/** Gives the method another name, whichever way it is spelt. */
export function rename({ nameNode, access }: RunUse, name: string): TextEdit {
  if (nameNode.type !== "Identifier") return { range: [nameNode.range[0] + 1, nameNode.range[1] - 1], newText: name }; // inside its quotes
  return access.type === "Property" && access.shorthand ? insertAt(nameNode.range[0], `${name}: `) : replace(nameNode, name);
}

/** The call as `iterResults(adapter, { …options, onFailure: "throw" })`; null where the options say something about it already. */
export function throwingStream(sourceCode: Readonly<SourceCode>, use: RunUse, call: TSESTree.CallExpression): TextEdit[] | null {
  const options = throwOption(sourceCode, call);
  return options === null ? null : [rename(use, "iterResults"), ...options];
}

function throwOption(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression): TextEdit[] | null {
  const property = `onFailure: ${quoteOf(sourceCode, call)}throw${quoteOf(sourceCode, call)}`;
  const [adapter, options] = call.arguments;
  if (adapter === undefined || options === undefined) return [insertAfterLastArgument(sourceCode, call, property)];
  if (options.type === "ObjectExpression") return intoLiteral(sourceCode, options, property);
  if (options.type === "Identifier" && options.name === "undefined") return [replace(options, `{ ${property} }`)];
  const { start, end } = optionsRange(sourceCode, call, adapter);
  return [insertAt(start, "{ ..."), insertAt(end, `, ${property} }`)];
}

function insertAfterLastArgument(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression, property: string): TextEdit {
  const last = tokenBefore(sourceCode, lastToken(sourceCode, call));
  return insertAt(last.range[1], last.value === "," ? ` { ${property} }` : `, { ${property} }`);
}

function intoLiteral(sourceCode: Readonly<SourceCode>, options: TSESTree.ObjectExpression, property: string): TextEdit[] | null {
  if (options.properties.some((one) => one.type === "Property" && STREAMS_APART.has(propertyName(one.key, one.computed) ?? ""))) return null;
  const last = options.properties.at(-1);
  if (last === undefined) return [insertAt(options.range[0] + 1, ` ${property} `)];
  const ownLine = last.loc.start.line > options.loc.start.line;
  return [insertAt(last.range[1], ownLine ? `,${lineEnd(sourceCode)}${indentAt(sourceCode, last.range[0])}${property}` : `, ${property}`)];
}

/** The second argument with the parentheses around it. */
function optionsRange(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression, adapter: TSESTree.Node): { readonly start: number; readonly end: number } {
  const beforeClosing = tokenBefore(sourceCode, lastToken(sourceCode, call));
  const last = beforeClosing.value === "," ? tokenBefore(sourceCode, beforeClosing) : beforeClosing;
  let comma = tokenAfter(sourceCode, adapter);
  while (comma.value !== ",") comma = tokenAfter(sourceCode, comma); // past the parentheses around the first
  return { start: tokenAfter(sourceCode, comma).range[0], end: last.range[1] };
}

function isOptional(call: TSESTree.CallExpression): boolean {
  for (let node: TSESTree.Node = call; ; ) {
    if (node.type === "CallExpression" || node.type === "MemberExpression") {
      if (node.optional) return true;
      node = node.type === "CallExpression" ? node.callee : node.object;
    } else if (node.type === "TSNonNullExpression") node = node.expression;
    else return false;
  }
}
