import { readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type CodeOwners, parseCodeOwners } from "./code-owners.js";

/** In the order in which GitHub looks. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
const MAX_BYTES = 3 * 1024 * 1024; // GitHub reads no larger one

/** Who owns the files below a root, and what to say about the file that tells it. */
export interface LoadedCodeOwners {
  /** By paths relative to the root; null without a CODEOWNERS file. */
  readonly ownersOf: ((file: string) => readonly string[]) | null;
  readonly notes: readonly string[];
}

/** Reads the first CODEOWNERS file of the repository that `root` is in. */
export async function loadCodeOwners(root: string, repository: string): Promise<LoadedCodeOwners> {
  const prefix = relative(repository, root).split(sep).join("/");
  for (const place of PLACES) {
    const path = join(repository, place);
    const size = await sizeOf(path);
    if (size === null) continue;
    if (size > MAX_BYTES) return { ownersOf: null, notes: [`${place} is larger than 3 MiB, which GitHub does not read`] };
    const owners = parseCodeOwners(await readFile(path, "utf8"));
    return { ownersOf: withPrefix(owners, prefix), notes: owners.invalid.map(({ line, message }) => `${place}:${line} is left out: ${message}`) };
  }
  return { ownersOf: null, notes: [] };
}

function withPrefix({ ownersOf }: CodeOwners, prefix: string): (file: string) => readonly string[] {
  return (file) => ownersOf(prefix === "" ? file : `${prefix}/${file}`);
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null); // a place without the file is the usual case
  return found?.isFile() === true ? found.size : null;
}
