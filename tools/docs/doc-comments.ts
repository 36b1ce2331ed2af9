import ts from "typescript";

/** The doc comment of one exported constant. */
export interface DocComment {
  /** Prose, as Markdown. */
  readonly text: string;
  /** The code of its first example, as it is meant to be shown; `null` without one. */
  readonly example: { readonly language: string; readonly code: string } | null;
}

/** The doc comments of the exported constants of a source file, by the constant's name. */
export function docComments(fileName: string, source: string): Map<string, DocComment> {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true);
  const found = new Map<string, DocComment>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement) || !isExported(statement)) continue;
    const comment = ts.getJSDocCommentsAndTags(statement).find(ts.isJSDoc);
    const name = statement.declarationList.declarations[0]?.name;
    if (comment === undefined || name === undefined || !ts.isIdentifier(name)) continue;
    const example = comment.tags?.find((tag) => tag.tagName.text === "example");
    found.set(name.text, { text: markdownOf(comment.comment), example: exampleOf(example) });
  }
  return found;
}

function isExported(statement: ts.VariableStatement): boolean {
  return statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** A comment's text, its `{@link name}` as code. */
function markdownOf(comment: ts.JSDoc["comment"]): string {
  if (comment === undefined || typeof comment === "string") return comment ?? "";
  return comment.map((part) => (part.kind === ts.SyntaxKind.JSDocText ? part.text : `\`${part.name?.getText() ?? ""}${part.text}\``)).join("");
}

function exampleOf(tag: ts.JSDocTag | undefined): DocComment["example"] {
  const text = markdownOf(tag?.comment);
  const fence = /^```(\w*)\n([\s\S]*?)\n```$/m.exec(text);
  if (fence !== null) return { language: fence[1] ?? "", code: fence[2] ?? "" };
  const inline = /`([^`]+)`/.exec(text)?.[1];
  return inline === undefined ? null : { language: "js", code: inline };
}
