import type { ShareRule } from "../share.js";
import type { Group } from "./adoption-report.js";
import type { Site } from "./site.js";
import { tallySites } from "./tally.js";

/**
 * Counts sites by what `namesOf` says of each: one name, several (the site then counts for each of them), or null. Most legacy
 * sites first, then by name.
 */
export function groupSites(sites: readonly Site[], namesOf: (site: Site) => readonly (string | null)[], rule: ShareRule): Group[] {
  const groups = new Map<string | null, Site[]>();
  for (const site of sites) {
    for (const name of namesOf(site)) groups.set(name, [...(groups.get(name) ?? []), site]);
  }
  return [...groups].map(([name, members]) => ({ name, ...tallySites(members, rule) })).sort(byUrgency);
}

function byUrgency(left: Group, right: Group): number {
  return right.legacy - left.legacy || ((left.name ?? "") < (right.name ?? "") ? -1 : 1);
}
