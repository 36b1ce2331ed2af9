import type { MigrationEntry } from "../migrations/migration-entry.js";
import type { Finding, MigrationOptions } from "../model.js";
import type { CollectedSources } from "./collect-sources.js";
import { templateFindings } from "./template-findings.js";

/**
 * What the migration says of the files selected, in order of path and offset. It is told of all files, because a subclass in
 * one may decide about a call in another. The compiler is loaded only if there is something to parse.
 */
export async function findSites({ root, sources, isSelected }: CollectedSources, entry: MigrationEntry, options: MigrationOptions): Promise<Finding[]> {
  const scripts = sources.filter(({ kind }) => kind === "script");
  const isWanted = scripts.some(({ path }) => isSelected(path));
  const found = isWanted ? (await entry.load()).analyse({ root, files: scripts }, options) : [];
  const inTemplates = sources.filter(({ kind }) => kind === "template").flatMap((source) => templateFindings(source, entry.oldNames ?? entry.words));
  return [...found, ...inTemplates].filter(({ site }) => isSelected(site.path)).toSorted(bySite);
}

function bySite({ site: left }: Finding, { site: right }: Finding): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.start - right.start;
}
