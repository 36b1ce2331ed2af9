import type { PipelineEvent, SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { EPOCH, ModelRun } from "../testing/model-run.js";
import type { RuleNotice } from "./rule-notice.js";
import type { RuleInput } from "./rule-schema.js";
import { watchRules } from "./watch-rules.js";

/** Rules over one run whose clock is moved by hand. */
class Watched {
  readonly run = new ModelRun();
  readonly notices: RuleNotice[] = [];
  readonly stops: SluiceError[] = [];
  readonly watch;

  constructor(...rules: RuleInput[]) {
    this.watch = watchRules({
      rules,
      now: () => this.run.now,
      tickMs: 0,
      onNotice: (notice) => void this.notices.push(notice),
      onStop: (error) => void this.stops.push(error),
    });
    this.see(this.run.start());
  }

  see(...events: readonly PipelineEvent[]): this {
    for (const event of events) this.watch.observe(event);
    return this;
  }

  /** One outcome per sign, this many ms apart. */
  outcomes(signs: string, everyMs = 0): this {
    for (const event of this.run.outcomes(signs)) {
      this.run.now += everyMs;
      this.see(event);
    }
    return this;
  }

  wait(seconds: number): this {
    for (let second = 0; second < seconds; second += 1) {
      this.run.now += 1000;
      this.watch.tick();
    }
    return this;
  }

  get told(): string[] {
    return this.notices.map(({ type, rule }) => `${type} ${rule}`);
  }
}

const plus = (count: number): string => "+".repeat(count);
const minus = (count: number): string => "-".repeat(count);

test("success-rate fires once while the rate stays low, and says what it saw", () => {
  const watched = new Watched({ rule: "success-rate", atLeast: 0.7, minSample: 10 }).outcomes(`${plus(6)}${minus(10)}`);
  expect(watched.notices).toEqual([
    {
      type: "RuleFired", version: 1, timestamp: EPOCH, runId: "r1", pipelineId: "p1", adapter: "jsonl", rule: "success-rate", kind: "success-rate",
      severity: "warning", action: "warn", value: 0.6, threshold: 0.7, unit: "share", sample: 10, outcomes: { completed: 6, failed: 4 },
      message: "Only 60 % of 10 documents succeeded, expected at least 70 %", firstSeenAt: EPOCH, firedAt: EPOCH, lastError: "Cannot parse [RECORD_MALFORMED]",
    },
  ]);
});

test("success-rate says nothing below its smallest sample", () => {
  expect(new Watched({ rule: "success-rate" }).outcomes(minus(19)).told).toEqual([]);
  expect(new Watched({ rule: "success-rate" }).outcomes(minus(20)).told).toEqual(["RuleFired success-rate"]);
});

test("success-rate over the last documents forgets older ones and recovers", () => {
  const watched = new Watched({ rule: "success-rate", atLeast: 0.5, windowDocuments: 10 }).outcomes(plus(100)).outcomes(minus(6)).outcomes(plus(5));
  expect(watched.told).toEqual(["RuleFired success-rate", "RuleRecovered success-rate"]);
  expect(watched.notices[0]).toMatchObject({ value: 0.4, sample: 10 });
  expect(watched.notices[1]).toMatchObject({ because: "value", value: 0.5 });
});

test("success-rate over the last seconds forgets older documents", () => {
  const watched = new Watched({ rule: "success-rate", atLeast: 0.5, windowSeconds: 60, minSample: 5 }).outcomes(plus(1000)).wait(61).outcomes(minus(5));
  expect(watched.notices).toMatchObject([{ value: 0, sample: 5 }]);
});

test("success-rate over a resumed run counts what earlier attempts finished", () => {
  const watched = new Watched({ rule: "success-rate", atLeast: 0.9, minSample: 100 });
  const resumed = new ModelRun("r2");
  watched.see(resumed.start({ resumedFrom: { runId: "r1", completed: 99, failed: 0 } }), resumed.complete());
  expect(watched.told).toEqual([]);
  watched.see(...resumed.outcomes(minus(20)));
  expect(watched.notices).toMatchObject([{ runId: "r2", sample: 112, outcomes: { completed: 100, failed: 12 } }]);
});

test("recoverAt keeps a rate at the threshold from flapping", () => {
  const rule: RuleInput = { rule: "success-rate", atLeast: 0.5, recoverAt: 0.8, windowDocuments: 10 };
  const watched = new Watched(rule).outcomes(plus(10)).outcomes(minus(6)).outcomes("++-+-+-+-+-+-+-+");
  expect(watched.told).toEqual(["RuleFired success-rate"]);
  expect(watched.outcomes(plus(8)).told).toEqual(["RuleFired success-rate", "RuleRecovered success-rate"]);
});

test("forSeconds waits, and starts over when the value was well in between", () => {
  const watched = new Watched({ rule: "success-rate", atLeast: 0.5, windowDocuments: 4, minSample: 4, forSeconds: 30 });
  watched.outcomes("++--").outcomes("--").wait(29);
  expect(watched.told).toEqual([]);
  watched.outcomes("++").outcomes("---").wait(29);
  expect(watched.told).toEqual([]);
  watched.wait(1);
  expect(watched.notices).toMatchObject([{ firstSeenAt: watched.run.now - 30_000, firedAt: watched.run.now }]);
});

test("throughput looks only once its window has passed, and recovers", () => {
  const watched = new Watched({ rule: "throughput", atLeast: 2, windowSeconds: 10 }).outcomes(plus(5), 1000);
  expect(watched.told).toEqual([]);
  watched.outcomes(plus(5), 1000);
  expect(watched.notices).toMatchObject([{ type: "RuleFired", unit: "documents/s", threshold: 2, message: expect.stringMatching(/^Only 1 documents\/s in the last 10 s/) as string }]);
  watched.outcomes(plus(40), 250);
  expect(watched.told).toEqual(["RuleFired throughput", "RuleRecovered throughput"]);
});

test("throughput notices by the time alone that nothing comes any more", () => {
  const watched = new Watched({ rule: "throughput", atLeast: 0.5, windowSeconds: 10 }).outcomes(plus(100), 100).wait(12);
  expect(watched.notices).toMatchObject([{ type: "RuleFired" }]);
});

test("stall fires once after its time without an outcome and recovers at the next one", () => {
  const watched = new Watched({ rule: "stall", afterSeconds: 60 }).outcomes("+++", 1000).wait(59);
  expect(watched.told).toEqual([]);
  watched.wait(30);
  expect(watched.notices).toMatchObject([{ value: 60, threshold: 60, sample: 3, message: "No document has ended for 60 s, expected one at least every 60 s" }]);
  watched.outcomes("-");
  expect(watched.notices[1]).toMatchObject({ type: "RuleRecovered", durationMs: 29_000, message: "Documents are ending again" });
});

test("stall also sees a run in which no document ever ends, whatever it retries", () => {
  const watched = new Watched({ rule: "stall", afterSeconds: 5 });
  for (let n = 0; n < 5; n += 1) watched.see(watched.run.retry()).wait(1);
  expect(watched.told).toEqual(["RuleFired stall"]);
});

test("H13 retry-storm counts retries in its window and recovers at half of them", () => {
  const watched = new Watched({ rule: "retry-storm", moreThan: 10, windowSeconds: 60 });
  for (let n = 0; n < 11; n += 1) watched.see(watched.run.retry()).wait(1);
  expect(watched.notices).toMatchObject([{ value: 11, threshold: 10, unit: "retries" }]);
  watched.wait(49);
  expect(watched.told).toEqual(["RuleFired retry-storm"]);
  watched.wait(10);
  expect(watched.told).toEqual(["RuleFired retry-storm", "RuleRecovered retry-storm"]);
});

test("F6 retries that end well are no failures to success-rate", () => {
  const watched = new Watched({ rule: "success-rate", minSample: 1 });
  for (let n = 0; n < 50; n += 1) watched.see(watched.run.retry());
  expect(watched.outcomes("+").told).toEqual([]);
});

test("field-completeness looks into completed documents by path and is named after its field", () => {
  const watched = new Watched({ rule: "field-completeness", field: "taxon.name", windowDocuments: 10, minSample: 5 });
  for (let n = 0; n < 10; n += 1) watched.see(watched.run.complete({ taxon: { name: n < 9 ? "Adiantum" : " " } }));
  expect(watched.told).toEqual([]);
  watched.see(watched.run.fail(), watched.run.complete({ "taxon.name": "Pteris" }), watched.run.complete({}));
  expect(watched.notices).toMatchObject([{ rule: "field-completeness taxon.name", value: 0.8, message: "taxon.name is present in only 80 % of 10 documents, expected at least 90 %" }]);
});

test("run-failed tells the reason and leaves out runs that were cancelled", () => {
  const watched = new Watched({ rule: "run-failed" }).outcomes("+");
  watched.see(watched.run.break());
  expect(watched.notices).toMatchObject([{ severity: "error", action: "alert", message: "The run has failed (source_failed): 1 completed, 0 failed", lastError: "gone [Error]" }]);
  const other = new ModelRun("r2");
  watched.see(other.start(), other.break({ reason: "cancelled" }));
  expect(watched.notices).toHaveLength(1);
});

test("run-failed takes the reasons it is given", () => {
  const watched = new Watched({ rule: "run-failed", reasons: ["cancelled"] });
  expect(watched.see(watched.run.break({ reason: "cancelled" })).told).toEqual(["RuleFired run-failed"]);
});

test("the end of a run takes back what was found about its progress, and nothing about its quality", () => {
  const watched = new Watched({ rule: "stall", afterSeconds: 5 }, { rule: "success-rate", minSample: 2 }, { rule: "run-completed" }).outcomes("--").wait(5);
  watched.see(watched.run.end());
  expect(watched.told).toEqual(["RuleFired success-rate", "RuleFired stall", "RuleRecovered stall", "RuleFired run-completed"]);
  expect(watched.notices[2]).toMatchObject({ because: "run-completed" });
});

test("a run that fails takes nothing back", () => {
  const watched = new Watched({ rule: "stall", afterSeconds: 5 }).wait(5);
  expect(watched.see(watched.run.break()).wait(10).told).toEqual(["RuleFired stall"]);
});

test("stop ends the run once, with RULE_BROKEN", () => {
  const watched = new Watched({ rule: "success-rate", minSample: 5, action: "stop" }, { rule: "stall", afterSeconds: 5, action: "stop" }).outcomes(minus(10)).wait(10);
  expect(watched.stops).toMatchObject([{ code: "RULE_BROKEN", message: expect.stringContaining("Only 0 % of 5 documents succeeded") as string, context: { rule: "success-rate", runId: "r1" } }]);
});

test("runs that share a bus are watched apart from each other", () => {
  const watched = new Watched({ rule: "success-rate", minSample: 5 });
  const [good, bad] = [new ModelRun("good"), new ModelRun("bad")];
  for (let n = 0; n < 10; n += 1) watched.see(good.complete(), bad.fail());
  expect(watched.notices).toMatchObject([{ runId: "bad" }]);
});

test("more runs than maxRuns forget the one that began first, which is counted", () => {
  using watch = watchRules({ rules: [{ rule: "stall" }], maxRuns: 2, tickMs: 0 });
  for (const runId of ["a", "b", "c"]) watch.observe(new ModelRun(runId).start());
  expect(watch.evicted).toBe(1);
});

test("rules count how often they fired over all runs", () => {
  const watched = new Watched({ rule: "stall", afterSeconds: 5 }, { rule: "run-failed" }).wait(6).outcomes("+").wait(6);
  expect(watched.watch.rules).toMatchObject([{ rule: "stall", fired: 2, recovered: 1, lastMessage: expect.stringContaining("No document has ended") as string }, { rule: "run-failed", fired: 0, lastMessage: null }]);
});

test("E12 events as the clock give the same notices each time, gaps included", () => {
  const run = new ModelRun();
  const events = [run.start()];
  for (const event of run.outcomes(plus(5))) events.push(event);
  run.now += 600_000;
  events.push(...run.outcomes("+").map((event) => ({ ...event, timestamp: run.now })), run.end());
  const replay = (): RuleNotice[] => {
    const notices: RuleNotice[] = [];
    const watch = watchRules({ rules: [{ rule: "stall", afterSeconds: 60 }], now: "events", onNotice: (notice) => void notices.push(notice) });
    for (const event of events) watch.observe(event);
    return notices;
  };
  expect(replay().map(({ type }) => type)).toEqual(["RuleFired", "RuleRecovered"]);
  expect(replay()).toEqual(replay());
});

test("a clock that is set back fires no rule", () => {
  const watched = new Watched({ rule: "stall", afterSeconds: 60 }).outcomes("+");
  watched.run.now -= 3_600_000;
  watched.outcomes("+").wait(59);
  expect(watched.told).toEqual([]);
});

test("a listener that throws costs neither the rule nor the run", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const run = new ModelRun();
  using watch = watchRules({ rules: [{ rule: "run-failed" }], tickMs: 0, onNotice: () => { throw new Error("deaf"); } });
  watch.observe(run.start());
  watch.observe(run.break());
  expect(await warned).toMatchObject({ code: "SLUICE_RULE_NOTICE_FAILED", message: "onNotice: deaf" });
  expect(watch.rules).toMatchObject([{ fired: 1 }]);
});

test("E11 events that this release does not know are left alone", () => {
  const watched = new Watched({ rule: "stall" });
  expect(() => watched.watch.observe({ type: "Teleported", version: 1, timestamp: EPOCH, runId: "r1", pipelineId: "p1", sequence: 9 })).not.toThrow();
  expect(() => watched.watch.observe({ type: "DocumentCompleted", version: 2 })).not.toThrow();
});

test("events that lack fields harm nothing", () => {
  const watched = new Watched({ rule: "field-completeness", field: "a.b" }, { rule: "run-failed" });
  for (const type of ["DocumentStarted", "DocumentCompleted", "DocumentFailed", "AdapterRetry", "RunFailed"]) {
    expect(() => watched.watch.observe({ type, version: 1 })).not.toThrow();
    expect(() => watched.watch.observe({ type, version: 1, runId: "r1" })).not.toThrow();
  }
});

test("a rule keeps the memory of its window and no more, over a million documents", () => {
  const watched = new Watched({ rule: "success-rate", windowDocuments: 1000 }, { rule: "success-rate", name: "recent", windowSeconds: 60 }, { rule: "throughput", atLeast: 1 }, { rule: "field-completeness", field: "name" });
  const event = watched.run.complete({ name: "fern" });
  for (let n = 0; n < 50_000; n += 1) watched.see(event);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 1_000_000; n += 1) watched.see(event);
  globalThis.gc?.();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(32 * 1024 * 1024);
});
