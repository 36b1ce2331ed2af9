import type { Document, DocumentFailed, OutcomeCounts, RunFailed } from "@sluice/core-events";
import { type MeasuredRule, type Meter, meterOf, type Reading } from "./meter.js";
import { firedMessage, recoveredMessage } from "./notice-message.js";
import { limitsOf, type RuleLimits } from "./rule-limits.js";
import type { RuleFired, RuleNotice } from "./rule-notice.js";
import { type Rule, ruleName } from "./rule-schema.js";
import { RuleState } from "./rule-state.js";

const LONGEST_ERROR = 300;
const PROGRESS_KINDS: readonly string[] = ["throughput", "stall", "retry-storm"];

/** The run that rules look at. */
export interface WatchedRun {
  readonly runId: string;
  readonly pipelineId: string | null;
  readonly adapter: string | null;
}

/** What {@link RunRules} are made with. */
export interface RunRulesOptions {
  readonly rules: readonly Rule[];
  readonly run: WatchedRun;
  /** When the run began, in ms since epoch. */
  readonly at: number;
  /** What earlier attempts at the run have finished. */
  readonly counts: OutcomeCounts;
  readonly onNotice: (notice: RuleNotice) => void;
}

/** One rule of one run. */
interface Watched {
  readonly rule: MeasuredRule;
  readonly meter: Meter;
  readonly limits: RuleLimits;
  readonly state: RuleState;
}

/**
 * The rules of one run. Pure of clocks: every call says when it is, in ms since epoch; a time before the last one counts as that.
 */
export class RunRules {
  readonly #rules: readonly Rule[];
  readonly #watched: readonly Watched[];
  readonly #run: WatchedRun;
  readonly #onNotice: (notice: RuleNotice) => void;
  #completed: number;
  #failed: number;
  #lastError: string | null = null;
  #now: number;

  constructor({ rules, run, at, counts, onNotice }: RunRulesOptions) {
    this.#rules = rules;
    this.#run = run;
    this.#onNotice = onNotice;
    this.#now = at;
    this.#completed = counts.completed;
    this.#failed = counts.failed;
    this.#watched = rules.filter(isMeasured).map((rule) => {
      const limits = limitsOf(rule);
      return { rule, limits, meter: meterOf(rule, at, counts), state: new RuleState(limits) };
    });
  }

  /** The state of each rule, by name; rules about the end of a run have none. */
  get states(): ReadonlyMap<string, RuleState["state"]> {
    return new Map(this.#watched.map(({ rule, state }) => [ruleName(rule), state.state]));
  }

  /** @param document Left out where it is not known, or an event on a bus has none. */
  completed(at: number, document?: Document): void {
    this.#completed += 1;
    this.#outcome(true, at, document);
  }

  failed(at: number, failure: Pick<DocumentFailed, "error" | "errorType"> | null): void {
    this.#failed += 1;
    if (failure !== null) this.#lastError = shorten(`${failure.error} [${failure.errorType}]`);
    this.#outcome(false, at);
  }

  retried(at: number): void {
    const now = this.#advance(at);
    for (const { meter } of this.#watched) meter.retry?.(now);
    this.#look(now);
  }

  /** Lets time pass. */
  tick(at: number): void {
    this.#look(this.#advance(at));
  }

  /** The run has completed: what was found about its progress is over. */
  end(at: number): void {
    const now = this.#advance(at);
    for (const watched of this.#watched) {
      if (watched.state.state !== "firing" || !PROGRESS_KINDS.includes(watched.rule.rule)) continue;
      this.#recover(watched, { because: "run-completed", value: null, sample: 0, message: "The run has completed" });
    }
    const message = `The run has completed: ${this.#completed} completed, ${this.#failed} failed`;
    for (const rule of this.#rules) if (rule.rule === "run-completed") this.#tellEnd(rule, now, message);
  }

  /** The run has failed. */
  fail(at: number, { reason, error, errorType }: Pick<RunFailed, "reason" | "error" | "errorType">): void {
    const now = this.#advance(at);
    this.#lastError = shorten(`${error} [${errorType}]`);
    for (const rule of this.#rules) {
      if (rule.rule !== "run-failed" || !(rule.reasons?.includes(reason) ?? reason !== "cancelled")) continue;
      this.#tellEnd(rule, now, `The run has failed (${reason}): ${this.#completed} completed, ${this.#failed} failed`);
    }
  }

  #outcome(isCompleted: boolean, at: number, document?: Document): void {
    const now = this.#advance(at);
    for (const { meter } of this.#watched) {
      meter.outcome?.(isCompleted, now);
      if (document !== undefined) meter.document?.(document, now);
    }
    this.#look(now);
  }

  #advance(at: number): number {
    if (at > this.#now) this.#now = at;
    return this.#now;
  }

  #look(at: number): void {
    for (const watched of this.#watched) {
      const reading = watched.meter.read(at);
      const step = watched.state.step(reading, at);
      if (step === null || reading === null) continue;
      if (step === "fired") this.#fire(watched, reading);
      else this.#recover(watched, { because: "value", ...reading, message: recoveredMessage(watched.rule, reading) });
    }
  }

  #fire({ rule, limits, state }: Watched, reading: Reading): void {
    const { threshold, unit } = limits;
    const { firstSeenAt, firedAt } = state;
    this.#onNotice({ ...this.#fields(rule), type: "RuleFired", ...reading, threshold, unit, firstSeenAt, firedAt, message: firedMessage(rule, reading) });
  }

  #recover({ rule, limits, state }: Watched, found: { because: "value" | "run-completed"; value: number | null; sample: number; message: string }): void {
    const { threshold, unit } = limits;
    const { firstSeenAt, firedAt } = state;
    state.reset();
    this.#onNotice({ ...this.#fields(rule), type: "RuleRecovered", ...found, threshold, unit, firstSeenAt, firedAt, durationMs: this.#now - firedAt });
  }

  #tellEnd(rule: Rule, at: number, message: string): void {
    const sample = this.#completed + this.#failed;
    this.#onNotice({ ...this.#fields(rule), type: "RuleFired", value: null, threshold: null, unit: null, sample, message, firstSeenAt: at, firedAt: at });
  }

  #fields(rule: Rule): Pick<RuleFired, "version" | "timestamp" | "runId" | "pipelineId" | "adapter" | "rule" | "kind" | "severity" | "action" | "outcomes" | "lastError"> {
    const outcomes = { completed: this.#completed, failed: this.#failed };
    const { rule: kind, severity, action } = rule;
    return { version: 1, timestamp: this.#now, ...this.#run, rule: ruleName(rule), kind, severity, action, outcomes, lastError: this.#lastError };
  }
}

function isMeasured(rule: Rule): rule is MeasuredRule {
  return rule.rule !== "run-failed" && rule.rule !== "run-completed";
}

function shorten(text: string): string {
  return text.length > LONGEST_ERROR ? `${text.slice(0, LONGEST_ERROR - 1)}…` : text;
}
