import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { ts } from "ts-morph";
import { LIBRARY_FOLDER, librarySource, libraryText, tsc } from "./compiler.js";
import type { OwningConfigs } from "./owning-configs.js";
import type { PackageIdentity } from "./package-identity.js";

/** What makes a {@link NarrowProgram}. */
export interface NarrowProgramOptions {
  readonly root: string;
  /** The files to understand, parsed. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
  readonly configs: OwningConfigs;
  readonly identity: PackageIdentity;
  /** The package whose declarations are always read. */
  readonly packageName: string;
  /** Serves declarations for the package where it is not installed, by specifier. */
  readonly standIn?: { readonly path: string; readonly text: string };
}

/** What a configuration says about where imports lead; `pathsBasePath` is what `paths` are relative to. */
const RESOLUTION_OPTIONS = new Set(["paths", "baseUrl", "customConditions", "rootDirs", "pathsBasePath"]);

/** One set of options for all: what only says how to compile does not change whose method is called. */
export const narrowOptions = (): ts.CompilerOptions => ({
  target: tsc.ScriptTarget.ESNext,
  module: tsc.ModuleKind.Preserve,
  moduleResolution: tsc.ModuleResolutionKind.Bundler,
  moduleDetection: tsc.ModuleDetectionKind.Force,
  jsx: tsc.JsxEmit.Preserve,
  lib: ["lib.esnext.d.ts"],
  types: [],
  allowJs: true,
  strict: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
});

/**
 * A program of a few files that reads no more than it is told to: the package itself, and imports once they are wanted.
 *
 * Reading every import of some eighty files can pull in a whole code base of thousands; following only those that a
 * receiver's type comes from costs a handful of files.
 */
export class NarrowProgram {
  readonly #options: NarrowProgramOptions;
  readonly #compilerOptions = narrowOptions();
  readonly #sources: Map<string, ts.SourceFile>;
  readonly #wanted = new Set<string>();
  readonly #resolutions = new Map<string, ts.ResolvedModuleFull | undefined>();
  readonly #missing = new Map<string, string>();
  #program: ts.Program | undefined;

  constructor(options: NarrowProgramOptions) {
    this.#options = options;
    this.#sources = new Map(options.files);
  }

  get checker(): ts.TypeChecker {
    return this.program.getTypeChecker();
  }

  get program(): ts.Program {
    this.#program ??= tsc.createProgram([...this.#options.files.keys()], this.#compilerOptions, this.#host(), this.#program);
    return this.#program;
  }

  /** Files that ask for the package and do not find it. */
  get withoutPackage(): readonly string[] {
    return [...this.#missing.keys()];
  }

  /** Whether the package was found by any file. */
  get hasPackage(): boolean {
    return [...this.#resolutions].some(([key, found]) => found !== undefined && this.#isPackage(key.slice(key.indexOf("\0") + 1)));
  }

  /** Has an import followed from the next program on. False if it already was, or leads nowhere. */
  want(file: string, specifier: string): boolean {
    const key = `${file}\0${specifier}`;
    if (this.#wanted.has(key) || this.#isPackage(specifier)) return false;
    this.#wanted.add(key);
    if (this.#resolve(file, specifier) === undefined) return false;
    this.#program = undefined;
    return true;
  }

  /** Whether an import leads to a package of JavaScript without declarations, which no program would tell anything of. */
  isUntyped(file: string, specifier: string): boolean {
    const found = this.#resolutions.get(`${file}\0${specifier}`);
    return found?.isExternalLibraryImport === true && /\.[cm]?jsx?$/.test(found.resolvedFileName);
  }

  #isPackage(specifier: string): boolean {
    const { packageName } = this.#options;
    return specifier === packageName || specifier.startsWith(`${packageName}/`);
  }

  #host(): ts.CompilerHost {
    return {
      getSourceFile: (path, settings) => this.#source(path, settings),
      getDefaultLibFileName: () => `${LIBRARY_FOLDER}/lib.esnext.d.ts`,
      getDefaultLibLocation: () => LIBRARY_FOLDER,
      getCurrentDirectory: () => this.#options.root,
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      writeFile: () => undefined,
      fileExists: (path) => this.#sources.has(path) || tsc.sys.fileExists(path),
      readFile: (path) => this.#read(path),
      resolveModuleNameLiterals: (literals, containing) =>
        literals.map(({ text }) => ({ resolvedModule: this.#isFollowed(containing, text) ? this.#resolve(containing, text) : undefined })),
      resolveTypeReferenceDirectiveReferences: (references) => references.map(() => ({ resolvedTypeReferenceDirective: undefined })),
    };
  }

  /** Inside the package's own declarations, and those of others once they are read, relative imports cost little. */
  #isFollowed(containing: string, specifier: string): boolean {
    if (this.#isPackage(specifier) || this.#wanted.has(`${containing}\0${specifier}`)) return true;
    if (!specifier.startsWith(".")) return false;
    return isDeclarationFile(containing) || this.#options.identity.manifestOf(containing)?.name === this.#options.packageName;
  }

  #resolve(containing: string, specifier: string): ts.ResolvedModuleFull | undefined {
    const key = `${containing}\0${specifier}`;
    if (!this.#resolutions.has(key)) this.#resolutions.set(key, this.#lookUp(containing, specifier));
    return this.#resolutions.get(key);
  }

  #lookUp(containing: string, specifier: string): ts.ResolvedModuleFull | undefined {
    const { standIn } = this.#options;
    const own = Object.entries(this.#options.configs.of(containing)?.options ?? {}).filter(([name]) => RESOLUTION_OPTIONS.has(name));
    const options: ts.CompilerOptions = { ...this.#compilerOptions, ...Object.fromEntries(own) };
    const found = tsc.resolveModuleName(specifier, containing, options, tsc.sys).resolvedModule;
    if (found !== undefined) return { ...found, resolvedFileName: real(found.resolvedFileName) };
    if (!this.#isPackage(specifier)) return undefined;
    if (standIn !== undefined) return { resolvedFileName: standIn.path, extension: tsc.Extension.Dts, isExternalLibraryImport: true };
    this.#missing.set(containing, specifier);
    return undefined;
  }

  #source(path: string, settings: ts.CreateSourceFileOptions | ts.ScriptTarget): ts.SourceFile | undefined {
    const known = this.#sources.get(path) ?? librarySource(path, settings);
    if (known !== undefined) return known;
    const text = this.#read(path);
    if (text === undefined) return undefined;
    const source = tsc.createSourceFile(path, text, settings, true);
    this.#sources.set(path, source);
    return source;
  }

  #read(path: string): string | undefined {
    const { standIn } = this.#options;
    return path === standIn?.path ? standIn.text : (libraryText(path) ?? tsc.sys.readFile(path));
  }
}

function real(path: string): string {
  return tsc.sys.directoryExists(dirname(path)) ? realpathSync(path) : path;
}

/** Whether a file only declares, by its name. */
export function isDeclarationFile(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path);
}
