import type { OutcomeCounts } from "@sluice/core-events";
import type { RuleAction, RuleKind, Severity } from "./rule-schema.js";

/** What is said of a rule when it changes. Plain data, fit for JSON. Times are in ms since epoch. */
interface RuleNoticeFields {
  readonly version: 1;
  readonly timestamp: number;
  readonly runId: string;
  readonly pipelineId: string | null;
  readonly adapter: string | null;
  /** The name of the rule. */
  readonly rule: string;
  readonly kind: RuleKind;
  readonly severity: Severity;
  readonly action: RuleAction;
  /** What was measured; `null` for rules about the end of a run. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly unit: "share" | "documents/s" | "seconds" | "retries" | null;
  /** Documents that the value comes from. */
  readonly sample: number;
  /** Outcomes of the run so far. */
  readonly outcomes: OutcomeCounts;
  /** One sentence for people. */
  readonly message: string;
  /** When the value was first out of bounds. */
  readonly firstSeenAt: number;
  readonly firedAt: number;
  /** What the last document that failed has said; `null` if none has. */
  readonly lastError: string | null;
}

/** A rule has found what it looks for. */
export interface RuleFired extends RuleNoticeFields {
  readonly type: "RuleFired";
}

/** A rule that had fired finds all well again. */
export interface RuleRecovered extends RuleNoticeFields {
  readonly type: "RuleRecovered";
  /** `run-completed`: the run is over, and with it what a rule about its progress has found. */
  readonly because: "value" | "run-completed";
  /** From `firedAt` until now. */
  readonly durationMs: number;
}

/** @see {@link RuleFired}, {@link RuleRecovered} */
export type RuleNotice = RuleFired | RuleRecovered;

/** What tells the rule of one run from all others. */
export function noticeKey({ runId, rule }: Pick<RuleNotice, "runId" | "rule">): string {
  return `${runId}/${rule}`;
}

/** Whether a notice is followed by one that takes it back. */
export function canRecover({ kind }: Pick<RuleNotice, "kind">): boolean {
  return kind !== "run-failed" && kind !== "run-completed";
}
