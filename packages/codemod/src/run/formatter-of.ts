import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isInside } from "../files/is-inside.js";

/** A formatter as its command line begins. */
export type Formatter = "npx prettier --write" | "npx biome format --write";

const formatters: readonly { readonly command: Formatter; readonly package: string; readonly files: readonly string[] }[] = [
  { command: "npx prettier --write", package: "prettier", files: [".prettierrc", ".prettierrc.json", ".prettierrc.yaml", ".prettierrc.yml", ".prettierrc.js", "prettier.config.js", "prettier.config.mjs"] },
  { command: "npx biome format --write", package: "@biomejs/biome", files: ["biome.json", "biome.jsonc"] },
];

/** The formatter that the project around a file uses, by its manifests and configuration up to `root`; `null` if there is none. */
export async function formatterOf(path: string, root: string): Promise<Formatter | null> {
  for (let directory = dirname(path); isInside(root, directory); directory = dirname(directory)) {
    const dependencies = await dependenciesIn(directory);
    for (const { command, package: name, files } of formatters) {
      if (dependencies.has(name) || (await hasOneOf(directory, files))) return command;
    }
    if (directory === dirname(directory)) break;
  }
  return null;
}

async function dependenciesIn(directory: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(directory, "package.json"), "utf8").catch(() => "{}");
  const lists = [...text.matchAll(/"(@biomejs\/biome|prettier)"\s*:/g)]; // a manifest that does not parse is no reason to fail
  return new Set(lists.map(([, name = ""]) => name));
}

async function hasOneOf(directory: string, names: readonly string[]): Promise<boolean> {
  const found = await Promise.all(names.map((name) => access(join(directory, name)).then(() => true, () => false)));
  return found.includes(true);
}
