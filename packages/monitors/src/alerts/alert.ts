import { randomUUID } from "node:crypto";
import type { RuleFired, RuleNotice } from "../rules/rule-notice.js";
import type { Severity } from "../rules/rule-schema.js";
import { maxSeverity } from "./severity.js";

/** One message to a channel: what rules of one group have said within an interval. */
export interface Alert {
  readonly version: 1;
  /** The same through all attempts to deliver it. */
  readonly id: string;
  /** `recovered` if nothing in it has fired without being taken back. */
  readonly status: "firing" | "recovered" | "test";
  /** The highest of its notices. */
  readonly severity: Severity;
  /** One line for people. */
  readonly title: string;
  readonly runId: string;
  readonly adapter: string | null;
  /** Ms since epoch. */
  readonly createdAt: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly notices: readonly RuleNotice[];
  /** Where to look further: a command or an address. */
  readonly lookFurther: string | null;
}

/** What an alert is made of beside its notices. */
export interface AlertContext {
  readonly lookFurther: string | null;
  readonly id?: string;
}

/** Makes an alert of notices, at least one, in the order in which they came. */
export function makeAlert(notices: readonly [RuleNotice, ...RuleNotice[]], { lookFurther, id = randomUUID() }: AlertContext): Alert {
  const [first] = notices;
  const open = stillFiring(notices);
  return {
    version: 1,
    id,
    status: open.length > 0 ? "firing" : "recovered",
    severity: maxSeverity((open.length > 0 ? open : notices).map(({ severity }) => severity)),
    title: titleOf(notices, open),
    runId: first.runId,
    adapter: first.adapter,
    createdAt: Date.now(),
    firstSeenAt: Math.min(...notices.map(({ firstSeenAt }) => firstSeenAt)),
    lastSeenAt: Math.max(...notices.map(({ timestamp }) => timestamp)),
    notices,
    lookFurther,
  };
}

/** An alert that says that alerts arrive. */
export function testAlert({ lookFurther }: Pick<AlertContext, "lookFurther">): Alert {
  const now = Date.now();
  const notice: RuleFired = {
    type: "RuleFired", version: 1, timestamp: now, runId: `test-${randomUUID()}`, pipelineId: null, adapter: null, rule: "test", kind: "run-completed",
    severity: "info", action: "alert", value: null, threshold: null, unit: null, sample: 0, outcomes: { completed: 0, failed: 0 },
    message: "This is a test: alerts of sluice arrive here", firstSeenAt: now, firedAt: now, lastError: null,
  };
  return { ...makeAlert([notice], { lookFurther }), status: "test", title: notice.message };
}

/** The notices of rules that are still firing at the end of the list. */
function stillFiring(notices: readonly RuleNotice[]): readonly RuleNotice[] {
  const last = new Map(notices.map((notice) => [notice.rule, notice]));
  return [...last.values()].filter(({ type }) => type === "RuleFired");
}

function titleOf(notices: readonly [RuleNotice, ...RuleNotice[]], open: readonly RuleNotice[]): string {
  const main = open[0] ?? notices.at(-1) ?? notices[0];
  const count = open.length > 0 ? open.length : new Set(notices.map(({ rule }) => rule)).size;
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return `${open.length > 0 ? "" : "Recovered: "}${main.rule}: ${main.message}${more}`;
}
