import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { contains, namesIn, unwrap } from "../../analysis/expressions.js";
import type { TextEdit } from "../../model.js";
import { applyEdits } from "../../files/apply-edits.js";
import { type CallSite, insertion } from "./call-site.js";
import { isConfined } from "./confined-loop.js";
import { streamCall } from "./stream-call.js";

/**
 * The edits that move a call from `const list = await …;` into the head of the loop that follows and is all that reads the
 * list. Undefined if there is no such loop, `visible` if there is one, but it could be told apart.
 */
export function loopOverVariable(site: CallSite, awaited: ts.AwaitExpression): readonly TextEdit[] | "visible" | undefined {
  const declaration = awaited.parent;
  if (!tsc.isVariableDeclaration(declaration) || !tsc.isIdentifier(declaration.name)) return undefined;
  const statement = declaration.parent.parent;
  if (!tsc.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1 || !isBlockScoped(statement)) return undefined;
  if (declaration.type !== undefined) return undefined; // the loop's variable would lose it
  const loop = followingLoop(statement, declaration.name.text);
  if (loop === undefined || isNameTaken(loop, site.call) || hasComments(statement, site.call) || contains(site.call, (node) => node !== site.call && tsc.isCallExpression(node) && isNamed(node, site))) return undefined;
  if (site.loops === "equivalent" && !isConfined(loop, site.checker)) return "visible";
  return [removal(statement), ...headEdits(loop, site)];
}

function headEdits(loop: ts.ForOfStatement, site: CallSite): readonly TextEdit[] {
  const { call } = site;
  const start = call.getStart();
  const text = call.getSourceFile().text.slice(start, call.end);
  const moved = applyEdits(text, streamCall(site).map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })));
  const forAwait = loop.awaitModifier === undefined ? [insertion(loop.getStart() + "for".length, " await")] : [];
  return [...forAwait, { start: loop.expression.getStart(), end: loop.expression.end, newText: moved }];
}

/** The loop over the variable, if nothing between the two can be seen and nothing else reads the variable. */
function followingLoop(statement: ts.VariableStatement, name: string): ts.ForOfStatement | undefined {
  const { parent } = statement;
  if (!tsc.isBlock(parent) && !tsc.isSourceFile(parent) && !tsc.isCaseOrDefaultClause(parent)) return undefined;
  const behind = parent.statements.slice(parent.statements.indexOf(statement) + 1);
  const loop = behind.find((next) => !isInert(next));
  if (loop === undefined || !tsc.isForOfStatement(loop)) return undefined;
  const list = unwrap(loop.expression);
  if (!tsc.isIdentifier(list) || list.text !== name) return undefined;
  let count = 0;
  contains(tsc.isCaseOrDefaultClause(parent) ? parent.parent : parent, (node) => {
    if (tsc.isIdentifier(node) && node.text === name) count += 1;
    return false;
  });
  return count === 2 ? loop : undefined;
}

/** Whether a statement only makes variables of literals and empty collections. */
function isInert(statement: ts.Statement): boolean {
  if (!tsc.isVariableStatement(statement) || !isBlockScoped(statement)) return false;
  return statement.declarationList.declarations.every(({ name, initializer }) => tsc.isIdentifier(name) && (initializer === undefined || isInertValue(initializer)));
}

function isInertValue(value: ts.Expression): boolean {
  if (tsc.isLiteralExpression(value)) return true;
  if ([tsc.SyntaxKind.TrueKeyword, tsc.SyntaxKind.FalseKeyword, tsc.SyntaxKind.NullKeyword].includes(value.kind)) return true;
  if (tsc.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (tsc.isObjectLiteralExpression(value)) return value.properties.length === 0;
  return tsc.isNewExpression(value) && (value.arguments ?? []).length === 0 && /^(?:Map|Set|Array)$/.test(value.expression.getText());
}

function isBlockScoped({ declarationList: { flags }, modifiers }: ts.VariableStatement): boolean {
  return modifiers === undefined && (flags & tsc.NodeFlags.BlockScoped) !== 0 && (flags & tsc.NodeFlags.Using) === 0;
}

function isNamed({ expression }: ts.CallExpression, { name }: CallSite): boolean {
  return tsc.isPropertyAccessExpression(expression) && (expression.name.text === name.getText() || /^runAsync(?:Legacy)?$/.test(expression.name.text));
}

/** Whether the loop declares a name that the call means another variable by. */
function isNameTaken({ initializer }: ts.ForOfStatement, call: ts.CallExpression): boolean {
  const used = namesIn(call);
  return [...namesIn(initializer)].some((name) => used.has(name));
}

/** Whether a comment would be lost with the statement, or with the line that it stands on. */
function hasComments(statement: ts.Statement, call: ts.CallExpression): boolean {
  const { text } = statement.getSourceFile();
  const around = text.slice(statement.getStart(), call.getStart()) + text.slice(call.end, statement.end);
  return /\/[/*]/.test(around);
}

/** Takes a statement away, and its line if nothing else stands there. */
function removal(statement: ts.Statement): TextEdit {
  const { text } = statement.getSourceFile();
  const end = text.slice(0, statement.end).replace(/\s*[\r\n]\s*;$/, "").length; // a semicolon on the next line belongs there
  const blank = /^[^\S\r\n]*(?:\r?\n\s*)?/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: statement.getStart(), end: end + blank, newText: "" };
}
