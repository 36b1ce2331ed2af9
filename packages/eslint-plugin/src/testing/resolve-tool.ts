import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** The tools that are only ever started, never imported. */
const manifests: Readonly<Record<string, string>> = {
  "eslint-8": ofTool("eslint-8"),
  "eslint-9": ofTool("eslint-9"),
  oxlint: require.resolve("oxlint/package.json"),
  "vscode-langservers-extracted": require.resolve("vscode-langservers-extracted/package.json"),
};

/** ESLint as the workspace tool of that name has it. */
function ofTool(name: string): string {
  return createRequire(new URL(`../../../../tools/${name}/package.json`, import.meta.url)).resolve("eslint/package.json");
}

/** The directory of an installed package, wherever between this file and the root npm has put it. */
export function resolveTool(name: string): string {
  const manifest = manifests[name];
  if (manifest !== undefined) return realpathSync(dirname(manifest));
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const directory = join(at, "node_modules", name);
    if (existsSync(directory)) return realpathSync(directory);
  }
  throw new Error(`Cannot find ${name}: expected it in a node_modules directory above ${import.meta.url}`);
}
