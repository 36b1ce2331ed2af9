import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { ts } from "ts-morph";
import { tsc } from "./compiler.js";

/** A `tsconfig.json` or `jsconfig.json`, as far as the files of the project are concerned. */
export interface OwningConfig {
  readonly path: string;
  readonly options: ts.CompilerOptions;
  /** The files of the project that it includes. */
  readonly owns: ReadonlySet<string>;
  readonly references: readonly string[];
}

/** The compiler's own matcher of `include` and `exclude`; exported, but missing from its declarations. */
type MatchFiles = (
  path: string,
  extensions: readonly string[] | undefined,
  excludes: readonly string[] | undefined,
  includes: readonly string[] | undefined,
  useCaseSensitiveFileNames: boolean,
  currentDirectory: string,
  depth: number | undefined,
  entries: (path: string) => { readonly files: readonly string[]; readonly directories: readonly string[] },
  realpath: (path: string) => string,
) => string[];

/**
 * Finds the configuration that a file is compiled with, references followed. `include` is matched against the files of
 * the project alone, so that no directory is ever listed.
 */
export class OwningConfigs {
  readonly #root: string;
  readonly #tree = new Map<string, { readonly files: Set<string>; readonly directories: Set<string> }>();
  readonly #parsed = new Map<string, OwningConfig | undefined>();
  readonly #byFile = new Map<string, OwningConfig | undefined>();

  constructor(root: string, files: readonly string[]) {
    this.#root = root;
    for (const file of files) this.#plant(file);
  }

  /** The configuration that includes the file: the nearest one up the tree that does, or the nearest one at all. */
  of(file: string): OwningConfig | undefined {
    if (this.#byFile.has(file)) return this.#byFile.get(file);
    const near = this.#above(file);
    const found = near.map((path) => this.#owner(path, file, new Set())).find((config) => config !== undefined) ?? (near[0] === undefined ? undefined : this.#read(near[0]));
    this.#byFile.set(file, found);
    return found;
  }

  #above(file: string): readonly string[] {
    const found: string[] = [];
    for (let directory = dirname(file); ; directory = dirname(directory)) {
      found.push(...["tsconfig.json", "jsconfig.json"].map((name) => join(directory, name)).filter((path) => existsSync(path)));
      if (directory === this.#root || directory === dirname(directory)) return found;
    }
  }

  #owner(path: string, file: string, seen: Set<string>): OwningConfig | undefined {
    if (seen.has(path)) return undefined;
    seen.add(path);
    const config = this.#read(path);
    if (config === undefined || config.owns.has(file)) return config;
    return config.references.map((reference) => this.#owner(reference, file, seen)).find((owner) => owner !== undefined);
  }

  #read(path: string): OwningConfig | undefined {
    if (!this.#parsed.has(path)) this.#parsed.set(path, existsSync(path) ? this.#parse(path) : undefined);
    return this.#parsed.get(path);
  }

  #parse(path: string): OwningConfig {
    const { matchFiles } = tsc as unknown as { readonly matchFiles: MatchFiles };
    const host: ts.ParseConfigHost = {
      useCaseSensitiveFileNames: true,
      fileExists: (name) => tsc.sys.fileExists(name),
      readFile: (name) => tsc.sys.readFile(name),
      readDirectory: (directory, extensions, excludes, includes, depth) =>
        matchFiles(directory, extensions, excludes, includes, true, directory, depth, (name) => this.#entries(name), (name) => name),
    };
    const { config } = tsc.readConfigFile(path, (name) => tsc.sys.readFile(name)) as { readonly config?: unknown };
    const parsed = tsc.parseJsonConfigFileContent(config ?? {}, host, dirname(path), undefined, path);
    return {
      path,
      options: parsed.options,
      owns: new Set(parsed.fileNames),
      references: (parsed.projectReferences ?? []).map((reference) => tsc.resolveProjectReferencePath(reference)),
    };
  }

  #entries(directory: string): { readonly files: readonly string[]; readonly directories: readonly string[] } {
    const entry = this.#tree.get(directory.length > 1 && directory.endsWith(sep) ? directory.slice(0, -1) : directory);
    return { files: [...(entry?.files ?? [])], directories: [...(entry?.directories ?? [])] };
  }

  #plant(file: string): void {
    let child = file;
    for (let directory = dirname(file); directory !== child; directory = dirname(directory)) {
      const entry = this.#tree.get(directory) ?? { files: new Set(), directories: new Set() };
      this.#tree.set(directory, entry);
      (child === file ? entry.files : entry.directories).add(child.slice(directory.length + (directory.endsWith(sep) ? 0 : 1)));
      child = directory;
    }
  }
}
