import { createRequire } from "node:module";
import type { ts } from "ts-morph";

/** One of the compiler's declarations of the language, such as `lib.es2024.d.ts`. */
interface LibraryFile {
  readonly fileName: string;
  readonly text: string;
}

/** What ts-morph is built on; the wrapper itself is not needed, and takes a third of the time to load. */
interface Bundle {
  readonly ts: typeof ts;
  getLibFiles(): readonly LibraryFile[];
}

/** The compiler bundled in ts-morph; set by {@link loadCompiler}, so that help and usage errors need not wait for it. */
export let tsc: typeof ts;

/** Where the compiler looks for the declarations of the language. They are served from memory. */
export const LIBRARY_FOLDER = "/node_modules/typescript/lib";

const libraries = new Map<string, string>();

/** Loads the compiler, once: never the user's own, which may have no JavaScript API or be of another major. */
export function loadCompiler(): void {
  if (libraries.size > 0) return;
  const require = createRequire(import.meta.url);
  const bundle = createRequire(require.resolve("ts-morph"))("@ts-morph/common") as Bundle; // its declarations export no more than this
  tsc = bundle.ts;
  for (const { fileName, text } of bundle.getLibFiles()) libraries.set(`${LIBRARY_FOLDER}/${fileName}`, text);
}

const parsed = new Map<string, ts.SourceFile>();

/** A declaration file of the language, parsed once for all narrow programs: they have the same options, and it never changes. */
export function librarySource(path: string, settings: ts.CreateSourceFileOptions | ts.ScriptTarget): ts.SourceFile | undefined {
  const text = libraries.get(path);
  if (text === undefined) return undefined;
  const source = parsed.get(path) ?? tsc.createSourceFile(path, text, settings, false);
  parsed.set(path, source);
  return source;
}

/** The text of a declaration file of the language, or undefined for any other path. */
export function libraryText(path: string): string | undefined {
  return libraries.get(path);
}
