import { dirname } from "node:path";
import type { ts } from "ts-morph";
import { loadCompiler, tsc } from "../analysis/compiler.js";
import { memoryHost } from "./memory-host.js";

/** An error of the compiler that the result has and the original has not. */
export interface TypeFault {
  /** Absolute. */
  readonly path: string;
  /** From 1, in the result. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly code: number;
  readonly message: string;
}

/** A file before and after. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Type-checks changed files with the bundled compiler, as they were and as they would be, by the nearest `tsconfig.json`
 * of each, and returns what is new. Errors are the same if code and message are, so that a line that has moved is not new.
 *
 * @param root Above it no configuration is looked for.
 */
export function newTypeErrors(files: readonly ChangedText[], root: string): TypeFault[] {
  loadCompiler();
  const byConfig = Map.groupBy(files, ({ path }) => findConfig(dirname(path), root));
  return [...byConfig].flatMap(([config, group]) => compare(config, group));
}

function compare(config: string | null, files: readonly ChangedText[]): TypeFault[] {
  const { options, fileNames } = readConfig(config);
  const rootNames = [...new Set([...files.map(({ path }) => path), ...fileNames.filter((name) => /\.d\.[cm]?ts$/.test(name))])];
  const check = (side: "before" | "after"): Map<string, TypeFault[]> => {
    const texts = new Map(files.map((file) => [file.path, file[side]]));
    const program = tsc.createProgram({ rootNames, options, host: memoryHost(options, texts) });
    return new Map(files.map(({ path }) => [path, faultsOf(program, path)]));
  };
  const before = check("before");
  const after = check("after");
  return files.flatMap(({ path }) => without(after.get(path) ?? [], before.get(path) ?? []));
}

function faultsOf(program: ts.Program, path: string): TypeFault[] {
  const source = program.getSourceFile(path);
  if (source === undefined) return [];
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, code, messageText }) => {
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    return { path, line: line + 1, column: character + 1, code, message: tsc.flattenDiagnosticMessageText(messageText, " ") };
  });
}

/** What `known` does not account for, one for one. */
function without(faults: readonly TypeFault[], known: readonly TypeFault[]): TypeFault[] {
  const left = new Map<string, number>();
  for (const fault of known) left.set(keyOf(fault), (left.get(keyOf(fault)) ?? 0) + 1);
  return faults.filter((fault) => {
    const count = left.get(keyOf(fault)) ?? 0;
    left.set(keyOf(fault), count - 1);
    return count <= 0;
  });
}

function keyOf({ code, message }: TypeFault): string {
  return `${code} ${message}`;
}

function findConfig(directory: string, root: string): string | null {
  const names = ["tsconfig.json", "jsconfig.json"].map((name) => `${directory}/${name}`);
  const found = names.find((name) => tsc.sys.fileExists(name));
  if (found !== undefined) return found;
  return directory === root || directory === dirname(directory) ? null : findConfig(dirname(directory), root);
}

function readConfig(config: string | null): { options: ts.CompilerOptions; fileNames: readonly string[] } {
  const fallback: ts.CompilerOptions = { allowJs: true, noEmit: true, skipLibCheck: true, target: tsc.ScriptTarget.ESNext, module: tsc.ModuleKind.NodeNext };
  if (config === null) return { options: fallback, fileNames: [] };
  const { config: json = {} } = tsc.readConfigFile(config, (path) => tsc.sys.readFile(path)) as { config?: unknown }; // what is wrong with it is the compiler's to say
  const parsed = tsc.parseJsonConfigFileContent(json, tsc.sys, dirname(config), undefined, config);
  return { options: { ...parsed.options, allowJs: true, noEmit: true, skipLibCheck: true, incremental: false, composite: false }, fileNames: parsed.fileNames };
}
