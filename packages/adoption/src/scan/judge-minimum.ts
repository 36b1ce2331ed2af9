import { formatShare } from "../output/format-share.js";
import type { AdoptionReport } from "./adoption-report.js";

/** Whether a report reaches a minimum, and a sentence that says why. */
export interface Verdict {
  readonly passes: boolean;
  readonly message: string;
}

/**
 * Holds the share against a minimum in per cent. Without any site there is nothing to migrate, which passes; with none but
 * unresolved ones nothing is known, which does not.
 */
export function judgeMinimum({ total }: AdoptionReport, minimum: number): Verdict {
  const { share, unresolved } = total;
  if (share !== null) {
    const passes = share >= minimum / 100;
    return { passes, message: `The share is ${formatShare(share)}, ${passes ? "not below" : "below"} the minimum of ${minimum} %` };
  }
  if (unresolved > 0) return { passes: false, message: `The share cannot be told: ${unresolved} unresolved ${unresolved === 1 ? "site" : "sites"} and no other` };
  return { passes: true, message: "No site counts for the share: there is nothing to migrate, which passes" };
}
