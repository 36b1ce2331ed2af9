import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { propertyName } from "../property-name.js";
import { isOrdinaryStatement, staysInItsFunction } from "./declaration-tests.js";
import { hasComment, indentAt, lineEnd, unusedName } from "./layout.js";
import type { TextEdit } from "./text-edit.js";

type Edits = (sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression, await_: TSESTree.AwaitExpression, stream: readonly TextEdit[]) => TextEdit[] | null;

/** `const n = (await call).documents.length;` as a loop that counts. */
export const countEdits: Edits = (sourceCode, call, await_, stream) => {
  const documents = await_.parent;
  if (documents.type !== "MemberExpression" || propertyName(documents.property, documents.computed) !== "documents") return null;
  const length = documents.parent;
  if (length.type !== "MemberExpression" || length.object !== documents) return null;
  const declarator = length.parent;
  if (declarator.type !== "VariableDeclarator" || declarator.id.type !== "Identifier" || declarator.init !== length) return null;
  const { name } = declarator.id;
  const item = unusedName(sourceCode, "_", call);
  return declared(sourceCode, call, declarator.parent, stream, {
    first: `let ${sourceCode.getText(declarator.id)} = 0`,
    head: `for await (const ${item} of `,
    tail: `) ${name} += 1`,
  });
};

/** `const { errors } = await call;` as a loop over the events that keeps the failures. */
export const errorsEdits: Edits = (sourceCode, call, await_, stream) => {
  const declarator = await_.parent;
  if (declarator.type !== "VariableDeclarator" || declarator.id.type !== "ObjectPattern") return null;
  const name = boundName(declarator.id);
  if (name === null || !staysInItsFunction(sourceCode, declarator.parent, name)) return null;
  const event = unusedName(sourceCode, "event", declarator.parent);
  return declared(sourceCode, call, declarator.parent, stream, {
    first: `const ${name} = []`,
    head: `for await (const ${event} of `,
    tail: `) if (${event}.type === "DocumentFailed") ${name}.push(${event})`,
  });
};

/** `const { stats } = await call;` as a stream that is read to its end and then asked for its figures. */
export const statsEdits: Edits = (sourceCode, call, await_, stream) => {
  const declarator = await_.parent;
  if (declarator.type !== "VariableDeclarator" || declarator.id.type !== "ObjectPattern") return null;
  const events = unusedName(sourceCode, "events", declarator.parent);
  const item = unusedName(sourceCode, "_", declarator.parent);
  return declared(sourceCode, call, declarator.parent, stream, {
    first: null,
    head: `const ${events} = `,
    tail: "",
    last: [`for await (const ${item} of ${events}) {}`, `const ${sourceCode.getText(declarator.id)} = ${events}`],
  });
};

interface Statements {
  readonly first: string | null;
  readonly head: string;
  readonly tail: string;
  readonly last?: readonly string[];
}

/** Puts statements in place of a declaration, around the call that stays as it stands; null if a comment would be lost. */
function declared(
  sourceCode: Readonly<SourceCode>,
  call: TSESTree.CallExpression,
  declaration: TSESTree.VariableDeclaration,
  stream: readonly TextEdit[],
  { first, head, tail, last = [] }: Statements,
): TextEdit[] | null {
  const [start, end] = declaration.range;
  if (!isOrdinaryStatement(declaration) || declaration.parent.type === "TSModuleBlock") return null;
  if (hasComment(sourceCode, start, call.range[0]) || hasComment(sourceCode, call.range[1], end)) return null;
  const semicolon = sourceCode.getLastToken(declaration)?.value === ";" ? ";" : "";
  const line = `${lineEnd(sourceCode)}${indentAt(sourceCode, start)}`;
  const before = first === null ? head : `${first}${semicolon}${line}${head}`;
  const after = [`${tail}${semicolon}`, ...last.map((text) => (text.endsWith("}") ? text : `${text}${semicolon}`))].join(line);
  return [{ range: [start, call.range[0]], newText: before }, ...stream, { range: [call.range[1], end], newText: after }];
}

/** The one name that a pattern introduces. */
function boundName({ properties }: TSESTree.ObjectPattern): string | null {
  const [property] = properties;
  return properties.length === 1 && property?.type === "Property" && property.value.type === "Identifier" ? property.value.name : null;
}
