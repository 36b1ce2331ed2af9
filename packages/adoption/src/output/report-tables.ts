import type { AdoptionReport, Group } from "../scan/adoption-report.js";
import type { SiteCounts } from "../scan/tally.js";

/** A grouping of a report, as every output shows it. */
export interface GroupTable {
  readonly title: "Package" | "Directory" | "Owner";
  readonly groups: readonly Group[];
  /** What a group without a name is called. */
  readonly nameless: string;
}

/** The groupings of a report, in the order in which they are shown. */
export function groupTables({ packages, directories, owners }: AdoptionReport): GroupTable[] {
  const tables: GroupTable[] = [
    { title: "Package", groups: packages, nameless: "(no package)" },
    { title: "Directory", groups: directories, nameless: "" },
  ];
  return owners === null ? tables : [...tables, { title: "Owner", groups: owners, nameless: "(no owner)" }];
}

/** All sites of some counts. */
export function sumOf({ streaming, eager, legacy, unresolved }: SiteCounts): number {
  return streaming + eager + legacy + unresolved;
}

/** The whole report in one or two sentences. */
export function headlineOf({ total, countEager }: AdoptionReport): string {
  const { streaming, eager, legacy, unresolved, tests } = total;
  const counted = [`${streaming} streaming`, ...(countEager ? [`${eager} eager`] : []), `${legacy} legacy`].join(", ");
  const beside = [...(countEager ? [] : [`${eager} eager`]), `${unresolved} unresolved`, `${sumOf(tests)} in tests`].join(", ");
  return `${counted}; not in the share: ${beside}`;
}

/** Everything that limits the figures, in sentences without full stop. */
export function remarksOf({ total, skipped, detection, notes }: AdoptionReport): string[] {
  const remarks: string[] = [];
  if (total.unresolved > 0) remarks.push(`${total.unresolved} ${total.unresolved === 1 ? "site" : "sites"} could not be told and may be legacy`);
  if (skipped.length > 0) remarks.push(`${skipped.length} ${skipped.length === 1 ? "file was" : "files were"} not looked at`);
  if (detection === "syntax") remarks.push("Receivers were told by imports and syntax alone, without types");
  return [...remarks, ...notes];
}
