import { isAbsolute, resolve } from "node:path";

/** What names a module and cannot be the name of an adapter: a path, a URL, a package with a scope, or `sluice-adapter-…`. */
export function isModuleSpecifier(text: string): boolean {
  return isModulePath(text) || /^(@[^/]+\/.|sluice-adapter-|file:)/.test(text);
}

/** Makes a path absolute; names of packages and URLs stay as they are. */
export function absoluteSpecifier(specifier: string, directory: string): string {
  return isModulePath(specifier) ? resolve(directory, specifier) : specifier;
}

/** Whether it is a path: absolute, beginning with a dot, or ending as modules do. */
export function isModulePath(text: string): boolean {
  if (/^(file:|@)/.test(text)) return false;
  return isAbsolute(text) || /^\.\.?([\\/]|$)/.test(text) || /\.[cm]?[jt]s$/.test(text);
}
