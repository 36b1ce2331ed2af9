import { setTimeout as sleep } from "node:timers/promises";
import type { PipelineEvent, RunControl } from "@sluice/core-events";
import { expect, test } from "vitest";
import { ModelRun } from "../testing/model-run.js";
import type { RuleNotice } from "./rule-notice.js";
import { rulesMonitor } from "./rules-monitor.js";
import { watchRules } from "./watch-rules.js";
import { withRules } from "./with-rules.js";

/** What a monitor does to its run. */
class Control implements RunControl {
  readonly did: unknown[] = [];
  emit(type: string, fields: object): void {
    this.did.push({ type, ...fields });
  }
  stop(reason: string, error: Error): void {
    this.did.push({ reason, message: error.message });
  }
}

test("withRules() ends a stream behind the event that broke a rule, and closes its source", async () => {
  const run = new ModelRun();
  let closed = false;
  const source = (async function* (): AsyncGenerator<PipelineEvent> {
    try {
      yield run.start();
      for (;;) yield run.fail();
    } finally {
      closed = true;
    }
  })();
  const seen: string[] = [];
  const read = async () => {
    for await (const { type } of withRules(source, { rules: [{ rule: "success-rate", minSample: 3, action: "stop" }] })) seen.push(type);
  };
  await expect(read()).rejects.toMatchObject({ code: "RULE_BROKEN" });
  expect([seen, closed]).toEqual([["RunStarted", "DocumentFailed", "DocumentFailed", "DocumentFailed"], true]);
});

test("withRules() ends a stream that stalls while it is being waited for", async () => {
  const run = new ModelRun();
  const waiting = Promise.withResolvers<IteratorResult<PipelineEvent>>();
  const events = [run.start(), run.complete()];
  const source: AsyncIterableIterator<PipelineEvent> = {
    next: () => {
      const value = events.shift();
      return value === undefined ? waiting.promise : Promise.resolve({ done: false, value });
    },
    return: () => {
      waiting.resolve({ done: true, value: undefined });
      return waiting.promise;
    },
    [Symbol.asyncIterator]: () => source,
  };
  const notices: RuleNotice[] = [];
  const stream = withRules(source, { rules: [{ rule: "stall", afterSeconds: 0.1, action: "stop" }], tickMs: 20, onNotice: (notice) => void notices.push(notice) });
  await stream.next();
  await stream.next();
  await expect(stream.next()).rejects.toMatchObject({ code: "RULE_BROKEN" });
  expect(notices).toMatchObject([{ kind: "stall", outcomes: { completed: 1, failed: 0 } }]);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("withRules() ends a stream whose source is stuck and cannot be closed", async () => {
  const run = new ModelRun();
  const source = (async function* (): AsyncGenerator<PipelineEvent> {
    yield run.start();
    await new Promise(() => undefined);
  })();
  const stream = withRules(source, { rules: [{ rule: "stall", afterSeconds: 0.1, action: "stop" }], tickMs: 20 });
  await stream.next();
  await expect(stream.next()).rejects.toMatchObject({ code: "RULE_BROKEN" });
});

test("withRules() leaves no timer behind when its reader leaves", async () => {
  const run = new ModelRun();
  const notices: RuleNotice[] = [];
  const source = (async function* () {
    for (;;) yield run.complete();
  })();
  for await (const _ of withRules(source, { rules: [{ rule: "stall", afterSeconds: 0.1 }], tickMs: 10, onNotice: (notice) => void notices.push(notice) })) break;
  await sleep(200);
  expect(notices).toEqual([]);
});

test("the monitor of a watch stops the run it was given to, and warns of the success rate of the whole run", () => {
  const run = new ModelRun();
  const control = new Control();
  using watch = watchRules({
    rules: [{ rule: "success-rate", minSample: 2 }, { rule: "success-rate", name: "recent", windowDocuments: 4, action: "stop" }],
    tickMs: 0,
  });
  watch.monitor.start?.({ completed: 0, failed: 0 }, control);
  for (const event of [run.start(), ...run.outcomes("------")]) watch.observe(event);
  expect(control.did).toEqual([
    { type: "ValidationWarning", outcomes: 2, successRate: 0, threshold: 0.7 },
    { reason: "rule_broken", message: "Cannot go on: rule recent: Only 0 % of 4 documents succeeded, expected at least 70 %" },
  ]);
});

test("rulesMonitor() counts outcomes from inside the run, also several at once", () => {
  const control = new Control();
  const notices: RuleNotice[] = [];
  using monitor = rulesMonitor({ rules: [{ rule: "success-rate", minSample: 4, action: "stop" }], tickMs: 0, onNotice: (notice) => void notices.push(notice) });
  monitor.start?.({ completed: 1, failed: 0 }, control);
  monitor.observe({ completed: 1, failed: 1 }, control);
  expect(control.did).toEqual([]);
  monitor.observe({ completed: 1, failed: 3 }, control);
  expect([control.did.length, notices]).toMatchObject([1, [{ value: 0.25, sample: 4, outcomes: { completed: 1, failed: 3 } }]]);
});

test("rulesMonitor() stops a run that stalls", async () => {
  const control = new Control();
  using monitor = rulesMonitor({ rules: [{ rule: "stall", afterSeconds: 0.1, action: "stop" }], tickMs: 20 });
  monitor.start?.({ completed: 0, failed: 0 }, control);
  await expect.poll(() => control.did).toMatchObject([{ reason: "rule_broken" }]);
});

test("rulesMonitor() refuses rules that look at more than outcomes", () => {
  expect(() => rulesMonitor({ rules: [{ rule: "retry-storm" }] })).toThrow(/expected rules of the kinds success-rate, throughput, stall, received retry-storm/);
});
