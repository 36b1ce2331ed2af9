import type { AdoptionReport } from "./adoption-report.js";
import type { Site } from "./site.js";

/** What has become of the legacy sites outside of tests, site by site. */
export interface LegacyChange {
  /** Legacy now, and not in the report before. */
  readonly added: readonly Site[];
  /** Legacy in the report before, and not now. */
  readonly gone: readonly Site[];
}

/** Compares two reports of the same root by the ids of their sites, so that one site moved and one added do not cancel out. */
export function compareReports(before: Pick<AdoptionReport, "sites">, now: Pick<AdoptionReport, "sites">): LegacyChange {
  const old = legacyById(before.sites);
  const current = legacyById(now.sites);
  return {
    added: [...current].flatMap(([id, site]) => (old.has(id) ? [] : [site])),
    gone: [...old].flatMap(([id, site]) => (current.has(id) ? [] : [site])),
  };
}

function legacyById(sites: readonly Site[]): ReadonlyMap<string, Site> {
  return new Map(sites.filter(({ kind, isTest }) => kind === "legacy" && !isTest).map((site) => [site.id, site]));
}
