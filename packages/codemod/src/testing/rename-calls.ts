import { ts } from "ts-morph";
import type { MigrationEntry } from "../migrations/migration-entry.js";
import type { Finding, Outcome, Project, RunMethod, SourceText } from "../model.js";

const OLD = "fetchAll";
const NEW = "fetchEach";

/** A whole migration of its own: calls of `fetchAll` become `fetchEach`; other uses of the name are left, and can be parked. */
export const renameCalls: MigrationEntry = {
  id: "rename-calls",
  title: "fetchAll() becomes fetchEach()",
  words: [OLD, NEW],
  oldNames: [OLD],
  load: () => Promise.resolve({ ...renameCalls, analyse: ({ files }: Project) => files.flatMap(findingsOf) }),
};

function findingsOf({ path, text }: SourceText): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (node.text === OLD || node.text === NEW)) findings.push(findingOf(node, source, path));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

function findingOf(node: ts.Identifier, source: ts.SourceFile, path: string): Finding {
  const [start, end] = [node.getStart(source), node.getEnd()];
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  const method = node.text as RunMethod; // the report shows whatever name it is
  const kind = node.text === NEW ? "streaming" : "legacy";
  return { site: { path, start, end, line: line + 1, column: character + 1, method, kind, isTest: false }, outcome: outcomeOf(node, { start, end }) };
}

function outcomeOf(node: ts.Identifier, span: { start: number; end: number }): Outcome {
  if (node.text === NEW) return { action: "keep" };
  if (ts.isCallExpression(node.parent)) return { action: "rewrite", target: "loop", edits: [{ ...span, newText: NEW }] };
  const park = [{ ...span, newText: "fetchAllLegacy" }];
  return { action: "leftover", reason: "NOT_A_CALL", message: "it is not called here", suggestion: "call it", park };
}
