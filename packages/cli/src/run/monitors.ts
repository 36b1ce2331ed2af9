import type { RunMonitor } from "@sluice/core-events";
import { earlyValidation } from "@sluice/monitors";
import type { RunSettings } from "../settings/run-settings.js";

/** The monitors that the settings ask for. */
export function monitorsOf({ earlyValidation: early }: RunSettings): RunMonitor[] {
  if (early === null) return [];
  return [earlyValidation({ after: early.after, minSuccessRate: early.minRate, warnEvery: early.warnEvery, warnBelow: early.warnRate })];
}
