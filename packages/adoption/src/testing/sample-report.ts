import type { AdoptionReport } from "../scan/adoption-report.js";
import { groupSites } from "../scan/group-sites.js";
import type { Site } from "../scan/site.js";
import { tallySites } from "../scan/tally.js";

/** A report over the sites given, as a scan makes it. */
export function sampleReport(sites: readonly Partial<Site>[], more: Partial<AdoptionReport> = {}): AdoptionReport {
  const whole = sites.map((site, index): Site => ({ id: `s${index}`, file: "src/a.ts", line: 1, column: 1, method: "iterResults", kind: "streaming", isTest: false, package: null, directory: "src", owners: [], ...site }));
  return {
    type: "sluice-adoption-report",
    version: 1,
    generatedAt: Date.UTC(2026, 10, 22),
    countEager: false,
    detection: "types",
    total: tallySites(whole, {}),
    packages: groupSites(whole, (site) => [site.package], {}),
    directories: groupSites(whole, (site) => [site.directory], {}),
    owners: groupSites(whole, (site) => (site.owners.length === 0 ? [null] : site.owners), {}),
    sites: whole,
    skipped: [],
    history: null,
    notes: [],
    ...more,
  };
}
