import type { OutcomeCounts, RunControl, RunMonitor } from "@sluice/core-events";
import { monotonicNow } from "./clock.js";
import { parseRules } from "./parse-rules.js";
import { RULE_BROKEN_REASON, ruleBroken } from "./rule-broken.js";
import type { RuleFired, RuleNotice } from "./rule-notice.js";
import type { RuleKind } from "./rule-schema.js";
import { RunRules } from "./run-rules.js";
import { tellNotice } from "./tell-notice.js";
import type { WatchRulesOptions } from "./watch-rules.js";

const KINDS: readonly RuleKind[] = ["success-rate", "throughput", "stall"];

/** How {@link rulesMonitor} watches. */
export interface RulesMonitorOptions extends Pick<WatchRulesOptions, "rules" | "onNotice" | "tickMs"> {
  /** The time. @default a clock that setting the time of day does not move */
  readonly now?: () => number;
}

/**
 * Rules inside the run, for a run whose events nobody reads (`iterResults`, `runAsync`). It sees outcomes before any filter, but
 * nothing else: only success rate, throughput and stall. One object serves one run; dispose of it when the run is over, because a
 * monitor is not told of a run that fails.
 *
 * @throws {TypeError} If a rule looks at more than outcomes.
 * @throws {RangeError} If a rule is out of range.
 * @example
 * ```ts
 * using monitor = rulesMonitor({ rules: [{ rule: "success-rate", atLeast: 0.9, action: "stop" }] });
 * const { documents } = await pipeline.runAsync("jsonl", { parameters, monitors: [monitor] });
 * ```
 */
export function rulesMonitor({ rules: input, onNotice, now = monotonicNow, tickMs = 1000 }: RulesMonitorOptions): RunMonitor & Disposable {
  const rules = parseRules(input);
  const other = rules.find(({ rule }) => !KINDS.includes(rule));
  if (other !== undefined) throw new TypeError(`Cannot watch outcomes: expected rules of the kinds ${KINDS.join(", ")}, received ${other.rule}`);
  let timer: NodeJS.Timeout | undefined;
  let watched: RunRules | null = null;
  let last: OutcomeCounts = { completed: 0, failed: 0 };

  function tell(notice: RuleNotice, control: RunControl): void {
    tellNotice(notice, onNotice);
    if (notice.type === "RuleFired" && notice.action === "stop") stop(notice, control);
  }

  function stop(notice: RuleFired, control: RunControl): void {
    clearInterval(timer);
    control.stop(RULE_BROKEN_REASON, ruleBroken(notice));
  }

  return {
    name: "rules",
    start(counts, control) {
      last = { completed: counts.completed, failed: counts.failed };
      const run = { runId: "", pipelineId: null, adapter: null }; // a monitor is not told which run it watches
      const runRules = new RunRules({ rules, run, at: now(), counts: last, onNotice: (notice) => tell(notice, control) });
      watched = runRules;
      if (tickMs > 0) timer = setInterval(() => runRules.tick(now()), tickMs).unref();
    },
    observe({ completed, failed }) {
      const at = now();
      for (let n = last.completed; n < completed; n += 1) watched?.completed(at);
      for (let n = last.failed; n < failed; n += 1) watched?.failed(at, null);
      last = { completed, failed };
    },
    finish() {
      clearInterval(timer);
      watched?.end(now());
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
