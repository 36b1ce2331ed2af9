import type { RuleFired, RuleRecovered } from "../rules/rule-notice.js";
import { EPOCH } from "./model-run.js";

/** A stall that has fired. */
export function fired(fields: Partial<RuleFired> = {}): RuleFired {
  return {
    type: "RuleFired", version: 1, timestamp: EPOCH, runId: "r1", pipelineId: "p1", adapter: "jsonl", rule: "stall", kind: "stall", severity: "warning",
    action: "alert", value: 60, threshold: 60, unit: "seconds", sample: 3, outcomes: { completed: 2, failed: 1 },
    message: "No document has ended for 60 s, expected one at least every 60 s", firstSeenAt: EPOCH, firedAt: EPOCH, lastError: null, ...fields,
  };
}

/** The same stall, over. */
export function recovered(fields: Partial<RuleRecovered> = {}): RuleRecovered {
  return { ...fired(), type: "RuleRecovered", timestamp: EPOCH + 90_000, because: "value", durationMs: 90_000, value: 0, message: "Documents are ending again", ...fields };
}
