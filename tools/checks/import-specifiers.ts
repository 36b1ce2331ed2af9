import ts from "typescript";

/** One import of a source file. */
export interface ImportSpecifier {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Whether nothing of it is left in the JavaScript. `import { type A }` leaves an import behind, `import type { A }` does not. */
  readonly typeOnly: boolean;
}

/** Every module that a source file names: static and dynamic imports, re-exports, `import("…")` types and `require("…")`. */
export function importSpecifiers(fileName: string, source: string): ImportSpecifier[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true);
  const found: ImportSpecifier[] = [];
  const add = (literal: ts.Node | undefined, typeOnly: boolean): void => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
    const { line } = file.getLineAndCharacterOfPosition(literal.getStart(file));
    found.push({ specifier: literal.text, line: line + 1, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && loadsModule(node.expression)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function loadsModule(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");
}
