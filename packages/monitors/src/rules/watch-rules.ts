import type { PipelineEvent, RunControl, RunMonitor, SluiceError } from "@sluice/core-events";
import { type EventConsumer, knownEvent } from "../events/any-event.js";
import { RunTable } from "../events/run-table.js";
import { monotonicNow, type Now } from "./clock.js";
import { parseRules } from "./parse-rules.js";
import { RULE_BROKEN_REASON, ruleBroken } from "./rule-broken.js";
import type { RuleFired, RuleNotice } from "./rule-notice.js";
import type { Rule, RuleInput } from "./rule-schema.js";
import { type RuleTally, RuleTallies } from "./rule-tallies.js";
import { RunRules } from "./run-rules.js";
import { tellNotice } from "./tell-notice.js";

/** How {@link watchRules} watches, and whom it tells. */
export interface WatchRulesOptions {
  readonly rules: readonly RuleInput[];
  /** Gets what every rule says, as it says it. What it throws becomes a process warning. */
  readonly onNotice?: (notice: RuleNotice) => void;
  /** Called once per run when a rule whose action is `stop` fires. */
  readonly onStop?: (error: SluiceError, notice: RuleFired) => void;
  /**
   * The time. `"events"` takes it from the events themselves, for replays: the same events then always give the same notices.
   * @default a clock that setting the time of day does not move
   */
  readonly now?: Now | "events";
  /** How often rules look at the time while nothing happens; 0 leaves that to `tick()`. @default 1000, and 0 with `now: "events"` */
  readonly tickMs?: number;
  /** Runs watched at the same time; the one that began first is forgotten for one more. @default 1000 */
  readonly maxRuns?: number;
}

/** Rules at work. Dispose of it when the runs are over: its timer keeps no process alive, but it ticks. */
export interface RuleWatch extends Disposable {
  /** Takes the events of any number of runs, in order; bound, so that it can be handed to a bus. */
  readonly observe: EventConsumer;
  /** Give it to the run whose events are observed, and rules can stop it, and success rates over the whole run show as `ValidationWarning`. For one run. */
  readonly monitor: RunMonitor;
  /** Rules with how often they fired, over all runs. */
  readonly rules: readonly RuleTally[];
  /** Runs forgotten because there were more than `maxRuns`. */
  readonly evicted: number;
  /** Looks at the time. */
  tick(): void;
}

/**
 * Watches runs by rules: what is said of a rule is data, told through `onNotice`. Memory per run and rule is fixed: two numbers,
 * sixty buckets of time, or one byte per document of `windowDocuments`.
 *
 * @throws {RangeError} If a rule or an option is out of range.
 * @example
 * ```ts
 * using watch = watchRules({
 *   rules: [{ rule: "stall", afterSeconds: 120, action: "stop" }, { rule: "field-completeness", field: "scientificName" }],
 *   onNotice: ({ type, rule, message }) => console.error(type, rule, message),
 * });
 * for await (const event of pipeline.streamEvents("csv", { parameters, monitors: [watch.monitor] })) watch.observe(event);
 * ```
 */
export function watchRules(options: WatchRulesOptions): RuleWatch {
  return new Watch(options);
}

class Watch implements RuleWatch {
  readonly observe: EventConsumer;
  readonly monitor: RunMonitor;
  readonly #rules: readonly Rule[];
  readonly #tallies: RuleTallies;
  readonly #options: WatchRulesOptions;
  readonly #now: Now;
  readonly #runs: RunTable<RunRules>;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #stopped = new WeakSet<RunRules>();
  #control: RunControl | null = null;
  /** The time of the last event, where events are the clock. */
  #eventTime = 0;
  #lastLookAt = -Infinity;

  constructor(options: WatchRulesOptions) {
    const { now = monotonicNow, tickMs = now === "events" ? 0 : 1000, maxRuns = 1000 } = options;
    if (!(tickMs >= 0 && tickMs < 2 ** 31)) throw new RangeError(`Cannot watch with these rules: tickMs must be between 0 and 2147483647, received ${tickMs}`);
    this.#rules = parseRules(options.rules);
    this.#options = options;
    this.#tallies = new RuleTallies(this.#rules);
    this.#runs = new RunTable(maxRuns);
    this.#now = now === "events" ? () => this.#eventTime : now;
    this.#timer = tickMs === 0 || this.#rules.length === 0 ? undefined : setInterval(() => this.tick(), tickMs).unref();
    this.observe = (event) => {
      const known = knownEvent(event);
      if (known !== null) this.#take(known);
    };
    this.monitor = { name: "rules", start: (_counts, control) => void (this.#control = control), observe: () => undefined };
  }

  get rules(): readonly RuleTally[] {
    return this.#tallies.list();
  }

  get evicted(): number {
    return this.#runs.evicted;
  }

  tick(): void {
    const at = this.#now();
    for (const run of this.#runs.values()) run.tick(at);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#control = null;
  }

  #take(event: PipelineEvent): void {
    const { type } = event; // read once: a read that meets objects of many shapes is slow
    if (type === "DocumentStarted" && this.#runs.get(event.runId) !== undefined) return; // says nothing that its end does not
    if (this.#options.now === "events") this.#letTimePass(event.timestamp);
    const at = this.#now();
    const run = this.#runs.get(event.runId) ?? this.#begin(event, at);
    switch (type) {
      case "DocumentCompleted":
        run.completed(at, event.document);
        break;
      case "DocumentFailed":
        run.failed(at, event);
        break;
      case "AdapterRetry":
        run.retried(at);
        break;
      case "RunCompleted":
        this.#runs.delete(event.runId);
        run.end(at);
        break;
      case "RunFailed":
        this.#runs.delete(event.runId);
        run.fail(at, event);
        break;
    }
  }

  /** A gap between two events is time in which a rule may have fired. */
  #letTimePass(timestamp: number): void {
    if (!(timestamp > this.#eventTime)) return;
    this.#eventTime = timestamp;
    if (timestamp - this.#lastLookAt < 1000) return;
    this.#lastLookAt = timestamp;
    this.tick();
  }

  #begin(event: PipelineEvent, at: number): RunRules {
    const { runId, pipelineId } = event;
    const [adapter, counts] = event.type === "RunStarted" ? [event.adapter, event.resumedFrom] : [null, undefined];
    const run: RunRules = new RunRules({
      rules: this.#rules,
      run: { runId, pipelineId, adapter },
      at,
      counts: counts ?? { completed: 0, failed: 0 },
      onNotice: (notice) => this.#tell(notice, run),
    });
    this.#runs.set(runId, run);
    return run;
  }

  #tell(notice: RuleNotice, run: RunRules): void {
    this.#tallies.add(notice);
    tellNotice(notice, this.#options.onNotice);
    if (notice.type === "RuleRecovered") return;
    if (this.#control !== null) warn(notice, this.#rules, this.#control);
    if (notice.action === "stop" && !this.#stopped.has(run)) this.#stop(notice, run);
  }

  #stop(notice: RuleFired, run: RunRules): void {
    this.#stopped.add(run);
    const error = ruleBroken(notice);
    this.#control?.stop(RULE_BROKEN_REASON, error);
    this.#options.onStop?.(error, notice);
  }
}

/** `ValidationWarning` speaks of the whole run, so only a rule that looks at it becomes one. */
function warn({ kind, rule, value, threshold, sample }: RuleFired, rules: readonly Rule[], control: RunControl): void {
  if (kind !== "success-rate" || value === null || threshold === null) return;
  const isWhole = rules.some((candidate) => candidate.rule === "success-rate" && (candidate.name ?? candidate.rule) === rule && candidate.windowDocuments === undefined && candidate.windowSeconds === undefined);
  if (isWhole) control.emit("ValidationWarning", { outcomes: sample, successRate: value, threshold });
}
