import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Tells the package that a source file belongs to: by the last `node_modules` in its path, else by the nearest package.json
 * that has a name, which is how linked workspaces show up. Remembers directories for as long as the function is held.
 */
export function packageOfFile(): (fileName: string) => string | null {
  const names = new Map<string, string | null>();
  const ofDirectory = (directory: string): string | null => {
    const known = names.get(directory);
    if (known !== undefined) return known;
    const parent = dirname(directory);
    const name = manifestName(directory) ?? (parent === directory ? null : ofDirectory(parent));
    names.set(directory, name);
    return name;
  };
  return (fileName) => {
    const installed = /.*\/node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(fileName.replaceAll("\\", "/"));
    return installed?.[1] ?? ofDirectory(dirname(fileName));
  };
}

/** Null where there is no package.json, or one without a name, as inside `dist/`, or one that cannot be read as JSON. */
function manifestName(directory: string): string | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    const name = typeof manifest === "object" && manifest !== null && "name" in manifest ? manifest.name : null;
    return typeof name === "string" ? name : null;
  } catch {
    return null; // a lint rule must not fail over a file that is not its subject
  }
}
