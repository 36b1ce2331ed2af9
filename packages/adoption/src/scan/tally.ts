import * as z from "zod";
import { type ShareRule, streamingShare } from "../share.js";
import type { Site } from "./site.js";

const count = z.number().int().min(0);

/** Sites by kind. */
export const siteCountsSchema = z.object({ streaming: count, eager: count, legacy: count, unresolved: count });

/** Sites by kind. */
export type SiteCounts = Readonly<z.infer<typeof siteCountsSchema>>;

/** The sites of a package, directory, owner or of all. */
export const tallySchema = siteCountsSchema.extend({
  share: z.number().min(0).max(1).nullable().describe("of the sites outside tests; null where no site counts"),
  tests: siteCountsSchema.describe("sites in test files, which are in none of the other figures"),
});

/** The sites of a group. */
export type Tally = Readonly<z.infer<typeof tallySchema>>;

/** Counts sites by kind, those of tests apart. */
export function tallySites(sites: readonly Site[], rule: ShareRule): Tally {
  const outside = countKinds(sites.filter(({ isTest }) => !isTest));
  return { ...outside, share: streamingShare(outside, rule), tests: countKinds(sites.filter(({ isTest }) => isTest)) };
}

function countKinds(sites: readonly Site[]): SiteCounts {
  const counts = { streaming: 0, eager: 0, legacy: 0, unresolved: 0 };
  for (const { kind } of sites) counts[kind] += 1;
  return counts;
}
