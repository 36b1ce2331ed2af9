import type { Manifest } from "./workspace-package.ts";

/** The specifiers under which a package's modules are imported, package.json and patterns left out. */
export function exportedSpecifiers({ name, exports = {} }: Manifest): string[] {
  return Object.keys(exports)
    .filter((subpath) => subpath !== "./package.json" && !subpath.includes("*"))
    .map((subpath) => name + subpath.slice(1));
}

/** Whether the package says that CommonJS may `require` it. */
export function promisesRequire({ exports = {} }: Manifest): boolean {
  return Object.values(exports).some((target) => typeof target === "object" && target !== null && "require" in target);
}
