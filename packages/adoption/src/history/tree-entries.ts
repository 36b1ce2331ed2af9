/** A file of a commit that the history looks at. */
export interface TreeEntry {
  /** Relative to the directory that git was asked in, with `/`. */
  readonly path: string;
  readonly object: string;
}

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro)$/;
const CONFIGURATION = /(?:^|\/)(?:package|tsconfig[^/]*|jsconfig)\.json$/;
const MAX_BYTES = 1_048_576; // no larger file is looked at in the work tree either

/**
 * The files in the output of `git ls-tree -r -z -l` that sites are found with: sources and what configures them. Left out are
 * links, submodules, installed packages, and paths that would lead out of a folder.
 */
export function treeEntries(listing: string): TreeEntry[] {
  return listing.split("\0").flatMap((line) => {
    const [, mode = "", object = "", size = "", path = ""] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t([^]*)$/.exec(line) ?? [];
    const isFile = mode === "100644" || mode === "100755";
    return isFile && Number(size) <= MAX_BYTES && isWanted(path) && isSafe(path) ? [{ path, object }] : [];
  });
}

function isWanted(path: string): boolean {
  return SOURCE.test(path) || CONFIGURATION.test(path);
}

function isSafe(path: string): boolean {
  return path.split(/[/\\]/).every((part) => part !== "" && part !== "." && part !== ".." && part !== "node_modules" && part.toLowerCase() !== ".git");
}
