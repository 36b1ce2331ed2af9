import type { ts } from "ts-morph";
import { LIBRARY_FOLDER, tsc } from "./compiler.js";
import { heritageAround, whereTypeComesFrom } from "./type-sources.js";

/** An import that was not followed, and that the type of an expression comes from. */
export interface ImportWanted {
  readonly file: string;
  readonly specifier: string;
}

/** Where the type of an expression comes from. */
export interface TypeTrace {
  readonly wanted: readonly ImportWanted[];
  /** Whether it depends on a name that no file so far declares, such as a global of the project. */
  readonly isOpen: boolean;
}

/** Globals that no pipeline is reached through. */
const PLAIN_GLOBALS = new Set("console process Buffer URL AbortController AbortSignal setTimeout setInterval setImmediate queueMicrotask fetch performance module exports require __dirname __filename".split(" "));

/**
 * The imports that the type of a node depends on and that have not been followed: the node's names are traced to their
 * declarations, through annotations, initialisers and base classes, to the import statements where the trace ends.
 */
export function importsBehind(start: ts.Node, checker: ts.TypeChecker): TypeTrace {
  let isOpen = false;
  const wanted: ImportWanted[] = [];
  const seen = new Set<ts.Node>();
  const queue: ts.Node[] = [start];
  const follow = (node: ts.Node | undefined): void => {
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    queue.push(node);
  };
  const want = (specifier: ts.Expression | undefined): void => {
    if (specifier !== undefined && tsc.isStringLiteralLike(specifier)) wanted.push({ file: specifier.getSourceFile().fileName, specifier: specifier.text });
  };

  const visit = (node: ts.Node): void => {
    if (tsc.isIdentifier(node) || tsc.isPrivateIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      isOpen ||= symbol === undefined && isReference(node) && !PLAIN_GLOBALS.has(node.text);
      followSymbol(symbol);
    }
    if (node.kind === tsc.SyntaxKind.ThisKeyword || node.kind === tsc.SyntaxKind.SuperKeyword) follow(heritageAround(node));
    else if (tsc.isCallExpression(node) && isModuleCall(node)) want(node.arguments[0]);
    else if (tsc.isImportTypeNode(node) && tsc.isLiteralTypeNode(node.argument)) want(node.argument.literal);
    for (const comment of tsc.getJSDocCommentsAndTags(node)) if (tsc.isJSDoc(comment) && comment.parent === node) comment.tags?.forEach(visit);
    if (tsc.isFunctionLike(node)) for (const part of whereTypeComesFrom(node)) follow(part);
    else tsc.forEachChild(node, visit);
  };

  const followSymbol = (symbol: ts.Symbol | undefined): void => {
    if (symbol === undefined) return;
    for (const declaration of symbol.declarations ?? []) {
      if (declaration.getSourceFile().fileName.startsWith(LIBRARY_FOLDER)) continue;
      if (isAlias(declaration)) followAlias(symbol, declaration);
      else for (const part of whereTypeComesFrom(declaration)) follow(part);
    }
  };

  const followAlias = (symbol: ts.Symbol, declaration: ts.Node): void => {
    const specifier = specifierOf(declaration);
    const module = specifier === undefined ? undefined : checker.getSymbolAtLocation(specifier);
    const aliased = (symbol.flags & tsc.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
    if (specifier === undefined) follow(declaration);
    else if (module === undefined) want(specifier);
    else if ((aliased.declarations ?? []).length > 0) followSymbol(aliased);
    else for (const source of module.declarations ?? []) if (tsc.isSourceFile(source)) wantReExports(source);
  };

  /** The name may come from any `export * from`, and in CommonJS from anything that is required. */
  const wantReExports = (source: ts.SourceFile): void => {
    if (seen.has(source)) return;
    seen.add(source);
    for (const statement of source.statements) {
      if (!tsc.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) visitRequires(statement);
      else {
        const inner = checker.getSymbolAtLocation(statement.moduleSpecifier);
        if (inner === undefined) want(statement.moduleSpecifier);
        else if (statement.exportClause === undefined || tsc.isNamedExports(statement.exportClause)) {
          for (const module of inner.declarations ?? []) if (tsc.isSourceFile(module)) wantReExports(module);
        }
      }
    }
  };

  const visitRequires = (node: ts.Node): void => {
    if (tsc.isCallExpression(node) && isModuleCall(node)) want(node.arguments[0]);
    if (!tsc.isFunctionLike(node)) tsc.forEachChild(node, visitRequires);
  };

  seen.add(start);
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) visit(node);
  return { wanted, isOpen };
}

/** Whether an identifier stands for a variable or a type, and not for a member of something. */
function isReference(node: ts.Node): boolean {
  const { parent } = node;
  if (tsc.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (tsc.isQualifiedName(parent)) return parent.left === node;
  return tsc.isTypeReferenceNode(parent) || (tsc.isExpression(parent) && !tsc.isObjectLiteralExpression(parent)) || tsc.isReturnStatement(parent) || (tsc.isVariableDeclaration(parent) && parent.initializer === node);
}

function isAlias(node: ts.Node): boolean {
  return specifierOf(node) !== undefined || tsc.isImportEqualsDeclaration(node) || tsc.isExportSpecifier(node) || tsc.isExportAssignment(node);
}

/** The module specifier of the import or re-export that a declaration is part of. */
function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (tsc.isImportSpecifier(node)) return node.parent.parent.parent.moduleSpecifier;
  if (tsc.isImportClause(node)) return node.parent.moduleSpecifier;
  if (tsc.isNamespaceImport(node)) return node.parent.parent.moduleSpecifier;
  if (tsc.isExportSpecifier(node)) return node.parent.parent.moduleSpecifier;
  if (tsc.isNamespaceExport(node)) return node.parent.moduleSpecifier;
  if (tsc.isImportEqualsDeclaration(node) && tsc.isExternalModuleReference(node.moduleReference)) return node.moduleReference.expression;
  return undefined;
}

function isModuleCall(node: ts.CallExpression): boolean {
  const { expression } = node;
  if (expression.kind === tsc.SyntaxKind.ImportKeyword) return true;
  return tsc.isIdentifier(expression) && expression.text === "require";
}
