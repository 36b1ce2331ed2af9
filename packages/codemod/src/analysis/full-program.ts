import { dirname } from "node:path";
import type { ts } from "ts-morph";
import { LIBRARY_FOLDER, libraryText, tsc } from "./compiler.js";
import { narrowOptions } from "./narrow-program.js";
import type { OwningConfig } from "./owning-configs.js";

/** What a {@link fullProgram} is made of. */
export interface FullProgramOptions {
  readonly root: string;
  /** Without one, the files stand for themselves. */
  readonly config: OwningConfig | undefined;
  /** The files that are to be understood; part of the program even if the configuration leaves them out. */
  readonly files: readonly string[];
}

/**
 * The program the way the compiler itself would make it: every file of the configuration and everything imported. Slow and
 * large, so only for what no smaller program could tell; drop it before the next one is made.
 */
export function fullProgram({ root, config, files }: FullProgramOptions): ts.Program {
  const parsed = config === undefined ? undefined : parse(config.path);
  const options: ts.CompilerOptions = { ...(parsed?.options ?? narrowOptions()), allowJs: true, noEmit: true, skipLibCheck: true, composite: false, incremental: false };
  const host = { ...tsc.createCompilerHost(options, true), ...servingLibraries(options), getCurrentDirectory: () => root, useSourceOfProjectReferenceRedirect: () => true };
  return tsc.createProgram({
    rootNames: [...new Set([...(parsed?.fileNames ?? []), ...files])],
    options,
    host,
    ...(parsed?.projectReferences === undefined ? {} : { projectReferences: parsed.projectReferences }),
  });
}

function parse(path: string): ts.ParsedCommandLine {
  const { config } = tsc.readConfigFile(path, (name) => tsc.sys.readFile(name)) as { readonly config?: unknown };
  return tsc.parseJsonConfigFileContent(config ?? {}, tsc.sys, dirname(path), undefined, path);
}

function servingLibraries(options: ts.CompilerOptions): Partial<ts.CompilerHost> {
  const host = tsc.createCompilerHost(options, true);
  return {
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getDefaultLibFileName: (settings) => `${LIBRARY_FOLDER}/${tsc.getDefaultLibFileName(settings)}`,
    fileExists: (path) => libraryText(path) !== undefined || host.fileExists(path),
    readFile: (path) => libraryText(path) ?? host.readFile(path),
    getSourceFile: (path, settings, ...rest) => {
      const text = libraryText(path);
      return text === undefined ? host.getSourceFile(path, settings, ...rest) : tsc.createSourceFile(path, text, settings);
    },
  };
}
