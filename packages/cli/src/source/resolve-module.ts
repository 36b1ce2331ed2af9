import { statSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The URL of the module that `import` would find, were it written in a file of `directory`; failing that, the one that
 * `require` would find: a folder with an index, a package without `exports`.
 *
 * @throws What `import` throws when it finds none.
 */
export function resolveModule(specifier: string, directory: string): string {
  const file = join(directory, "sluice.js"); // need not exist: only its place counts
  try {
    return existingFile(isAbsolute(specifier) ? pathToFileURL(specifier).href : resolveAsImport(specifier, pathToFileURL(file).href));
  } catch (error) {
    const path = resolveAsRequire(specifier, file);
    if (path === null) throw error;
    return pathToFileURL(path).href;
  }
}

/** Node resolves a path without a look at what is there. */
function existingFile(url: string): string {
  if (!url.startsWith("file:") || statSync(new URL(url), { throwIfNoEntry: false })?.isFile() === true) return url;
  throw new Error(`expected a file, received none at ${fileURLToPath(url)}`);
}

/** Node resolves only for the module that asks; the hook makes it ask for another one, during this one call. */
function resolveAsImport(specifier: string, parentURL: string): string {
  const asked = `sluice-resolve:${encodeURIComponent(specifier)}`;
  const hooks = registerHooks({
    resolve: (name, context, next) => (name === asked ? next(specifier, { ...context, parentURL }) : next(name, context)),
  });
  try {
    return import.meta.resolve(asked);
  } finally {
    hooks.deregister();
  }
}

function resolveAsRequire(specifier: string, file: string): string | null {
  try {
    return createRequire(file).resolve(specifier);
  } catch {
    return null; // what import has thrown says more
  }
}
