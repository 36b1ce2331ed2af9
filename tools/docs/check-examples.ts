import { join } from "node:path";
import ts from "typescript";
import { type PageFence, pageFences } from "./page-fences.ts";

/** Languages of the fences that are programs. */
export const CHECKED = new Set(["ts", "tsx", "typescript", "js", "javascript", "mjs"]);

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts", "lib.esnext.array.d.ts"],
  types: ["node"],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowJs: true,
  allowImportingTsExtensions: true,
};

/**
 * Type-checks every TypeScript and JavaScript example of the documentation against the built packages, as one program.
 *
 * @returns One line per problem, with the page and the line in it.
 */
export async function checkExamples(root: string): Promise<string[]> {
  const examples = (await pageFences(root)).filter(({ language }) => CHECKED.has(language));
  const files = new Map(examples.map((example, index) => [join(root, "docs", `example-${index}.mts`), example]));
  const host = ts.createCompilerHost(OPTIONS);
  const onDisk = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host), getSourceFile: host.getSourceFile.bind(host) };
  host.fileExists = (path) => files.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => textOf(files.get(path)) ?? onDisk.readFile(path);
  host.getSourceFile = (path, version, ...more) => {
    const text = textOf(files.get(path));
    return text === undefined ? onDisk.getSourceFile(path, version, ...more) : ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => describe(diagnostic, files));
}

/** The prelude on one line, so that a problem keeps its line; `export {}` keeps examples apart. */
function textOf(example: PageFence | undefined): string | undefined {
  return example === undefined ? undefined : `export {}; ${example.prelude.replaceAll("\n", " ")}\n${example.text}\n`;
}

function describe({ file, start, messageText }: ts.Diagnostic, files: ReadonlyMap<string, PageFence>): string {
  const message = ts.flattenDiagnosticMessageText(messageText, " ");
  const example = file === undefined ? undefined : files.get(file.fileName);
  if (file === undefined || example === undefined) return message;
  const line = file.getLineAndCharacterOfPosition(start ?? 0).line + example.line - 1;
  return `${example.page}:${line}: ${message}`;
}
