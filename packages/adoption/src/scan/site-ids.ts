import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a site is told apart by. */
export interface SitePlace {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly method: string;
}

/**
 * An id for each site, in the order given, which is that of the places in a file: file, method and the text of the line, with
 * a number where these are the same. Lines added elsewhere do not change it, so two reports can be compared site by site.
 */
export async function siteIds(root: string, sites: readonly SitePlace[]): Promise<string[]> {
  const lines = new Map<string, readonly string[]>();
  const seen = new Map<string, number>();
  const ids: string[] = [];
  for (const { file, line, method } of sites) {
    if (!lines.has(file)) lines.set(file, (await readFile(join(root, file), "utf8")).split(/\r\n|[\n\r\u2028\u2029]/));
    const text = lines.get(file)?.[line - 1]?.trim() ?? "";
    const digest = createHash("sha256").update(`${file}\0${method}\0${text}`).digest("hex").slice(0, 16);
    const number = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, number);
    ids.push(number === 1 ? digest : `${digest}-${number}`);
  }
  return ids;
}
