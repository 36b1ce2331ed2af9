import type { ts } from "ts-morph";
import { loadCompiler, tsc } from "../analysis/compiler.js";
import { memoryHost } from "./memory-host.js";

/** The first thing in a file that does not parse. */
export interface SyntaxFault {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What a parsed file says of itself; missing from the declarations of the compiler. */
interface WithDiagnostics {
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
}

/** Parses files without looking at anything else, and returns the first fault of each that has one. */
export function syntaxFaults(texts: ReadonlyMap<string, string>): SyntaxFault[] {
  loadCompiler();
  const isScript = (path: string) => /\.[cm]?jsx?$/i.test(path);
  const scripts = new Map([...texts].filter(([path]) => isScript(path)));
  const modules = [...texts].filter(([path]) => !isScript(path));
  return [...modules.flatMap(([path, text]) => faultsOfText(path, text)), ...faultsOfScripts(scripts)];
}

function faultsOfText(path: string, text: string): SyntaxFault[] {
  const source = tsc.createSourceFile(path, text, { languageVersion: tsc.ScriptTarget.ESNext, jsDocParsingMode: tsc.JSDocParsingMode.ParseNone });
  return toFaults(path, (source as WithDiagnostics).parseDiagnostics ?? []);
}

/** In JavaScript it takes a program to tell that a type annotation is one too many. */
function faultsOfScripts(texts: ReadonlyMap<string, string>): SyntaxFault[] {
  if (texts.size === 0) return [];
  const options: ts.CompilerOptions = { noResolve: true, noLib: true, allowJs: true, types: [], target: tsc.ScriptTarget.ESNext };
  const program = tsc.createProgram({ rootNames: [...texts.keys()], options, host: memoryHost(options, texts) });
  return [...texts.keys()].flatMap((path) => toFaults(path, program.getSyntacticDiagnostics(program.getSourceFile(path))));
}

function toFaults(path: string, [first]: readonly ts.DiagnosticWithLocation[]): SyntaxFault[] {
  if (first === undefined) return [];
  const { line } = first.file.getLineAndCharacterOfPosition(first.start);
  return [{ path, line: line + 1, message: tsc.flattenDiagnosticMessageText(first.messageText, " ") }];
}
