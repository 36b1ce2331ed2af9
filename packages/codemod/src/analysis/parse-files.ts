import type { ts } from "ts-morph";
import type { SourceText } from "../model.js";
import { tsc } from "./compiler.js";

/** A file that cannot be understood, and why. */
export interface BrokenFile {
  readonly file: SourceText;
  readonly message: string;
}

/** Files by whether they could be parsed. */
export interface ParsedFiles {
  readonly sources: ReadonlyMap<string, ts.SourceFile>;
  readonly broken: readonly BrokenFile[];
}

/** What a parsed file says of itself; missing from the declarations of the compiler. */
interface WithDiagnostics {
  readonly parseDiagnostics?: readonly ts.Diagnostic[];
}

/** Parses each file by itself, so that one that is broken, or too deeply nested to be parsed, keeps no other from being read. */
export function parseFiles(files: readonly SourceText[]): ParsedFiles {
  const sources = new Map<string, ts.SourceFile>();
  const broken: BrokenFile[] = [];
  for (const file of files) {
    const source = parse(file);
    if (typeof source === "string") broken.push({ file, message: source });
    else sources.set(file.path, source);
  }
  return { sources, broken };
}

function parse({ path, text }: SourceText): ts.SourceFile | string {
  try {
    const source = tsc.createSourceFile(path, text, { languageVersion: tsc.ScriptTarget.ESNext, setExternalModuleIndicator: markAsModule, jsDocParsingMode: /\.[cm]?jsx?$/.test(path) ? tsc.JSDocParsingMode.ParseAll : tsc.JSDocParsingMode.ParseForTypeErrors }, true);
    const [first] = (source as WithDiagnostics).parseDiagnostics ?? [];
    if (first === undefined) return source;
    const { line } = source.getLineAndCharacterOfPosition(first.start ?? 0);
    return `The file does not parse: line ${line + 1}: ${tsc.flattenDiagnosticMessageText(first.messageText, " ")}`;
  } catch (error) {
    if (error instanceof RangeError) return TOO_DEEP;
    throw error;
  }
}

export const TOO_DEEP = "The file is nested too deeply to be read";

/** Scripts are taken for modules, so that two of them may use the same names. Set as the compiler does for `moduleDetection: force`. */
function markAsModule(file: ts.SourceFile): void {
  const source = file as ts.SourceFile & { externalModuleIndicator?: ts.Node | true };
  source.externalModuleIndicator ??= firstModuleNode(source) ?? true;
}

function firstModuleNode(source: ts.SourceFile): ts.Node | undefined {
  return source.statements.find((statement) => tsc.isImportDeclaration(statement) || tsc.isExportDeclaration(statement) || tsc.isExportAssignment(statement) || tsc.isImportEqualsDeclaration(statement) || (tsc.canHaveModifiers(statement) && tsc.getModifiers(statement)?.some(({ kind }) => kind === tsc.SyntaxKind.ExportKeyword)));
}
