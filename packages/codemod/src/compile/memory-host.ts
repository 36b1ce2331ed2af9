import type { ts } from "ts-morph";
import { LIBRARY_FOLDER, libraryText, tsc } from "../analysis/compiler.js";

/** A compiler host that reads the disk, except for the files given by their path and the declarations of the language. */
export function memoryHost(options: ts.CompilerOptions, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = tsc.createCompilerHost(options, true);
  const inMemory = (path: string): string | undefined => texts.get(path) ?? libraryText(path);
  return {
    ...disk,
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getDefaultLibFileName: (settings) => `${LIBRARY_FOLDER}/${tsc.getDefaultLibFileName(settings)}`,
    fileExists: (path) => inMemory(path) !== undefined || disk.fileExists(path),
    readFile: (path) => inMemory(path) ?? disk.readFile(path),
    getSourceFile(path, languageVersion, ...rest) {
      const text = inMemory(path);
      return text === undefined ? disk.getSourceFile(path, languageVersion, ...rest) : tsc.createSourceFile(path, text, languageVersion, true);
    },
  };
}
