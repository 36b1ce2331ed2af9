import { SluiceError } from "@sluice/core-events";
import type { RuleFired } from "./rule-notice.js";

/** Why `RunFailed` says that a rule has stopped the run. */
export const RULE_BROKEN_REASON = "rule_broken";

/** The error that a run is stopped with by a rule. */
export function ruleBroken({ rule, kind, message, value, threshold, sample, runId }: RuleFired): SluiceError {
  return new SluiceError(`Cannot go on: rule ${rule}: ${message}`, { code: "RULE_BROKEN", context: { rule, kind, value, threshold, sample, runId } });
}
