import { relative, sep } from "node:path";
import type { CodemodScan } from "./codemod.js";
import { PackageNames } from "./package-names.js";
import type { Site } from "./site.js";
import { siteIds } from "./site-ids.js";

/** What sites are collected with. */
export interface CollectSitesOptions {
  /** Without symbolic links. */
  readonly root: string;
  readonly ownersOf: ((file: string) => readonly string[]) | null;
  /** How many directories deep sites are grouped. */
  readonly depth: number;
}

/** The sites that the codemod has found, with the package, directory and owners that each belongs to. */
export async function collectSites({ findings }: CodemodScan, { root, ownersOf, depth }: CollectSitesOptions): Promise<{ readonly sites: Site[]; readonly notes: string[] }> {
  const names = new PackageNames(root);
  const places = findings.map(({ site }) => ({ ...site, file: toRelative(root, site.path) }));
  const ids = await siteIds(root, places);
  const sites: Site[] = [];
  for (const [index, { file, line, column, method, kind, isTest }] of places.entries()) {
    const owners = ownersOf?.(file) ?? [];
    sites.push({ id: ids[index] ?? "", file, line, column, method, kind, isTest, package: await names.of(file), directory: directoryOf(file, depth), owners });
  }
  return { sites, notes: names.unreadable.map(({ path, message }) => `${path} names no package: ${message}`) };
}

/** A path below the root as reports show it. */
export function toRelative(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

function directoryOf(file: string, depth: number): string {
  return file.split("/").slice(0, -1).slice(0, depth).join("/") || ".";
}
