import { KIND_OF_CALL, RUN_METHODS, type RunMethod } from "../run-methods.js";
import { type KindCounts, type ShareRule, streamingShare } from "../share.js";
import { zeroCalls } from "./usage-counters.js";
import type { UsageRecord } from "./usage-record.js";

/** The counts of one file, or of all. */
export interface UsageSummary {
  readonly calls: Readonly<Record<RunMethod, number>>;
  readonly otherCalls: number;
  readonly kinds: KindCounts;
  /** From 0 to 1; null where nothing was called that counts. */
  readonly share: number | null;
  /** Starts of a process. */
  readonly runs: number;
  /** Lines counted. */
  readonly records: number;
  /** The first and the last hour in which something was counted, ms since epoch; null without any line. */
  readonly fromHour: number | null;
  readonly untilHour: number | null;
}

/** Adds up records. */
export class UsageTally {
  readonly #calls = zeroCalls();
  readonly #runs = new Set<string>();
  #otherCalls = 0;
  #records = 0;
  #from = Infinity;
  #until = -Infinity;

  add({ run, fromHour, untilHour, calls, otherCalls }: UsageRecord): void {
    for (const method of RUN_METHODS) this.#calls[method] += calls[method];
    this.#otherCalls += otherCalls;
    this.#records += 1;
    this.#runs.add(run);
    this.#from = Math.min(this.#from, fromHour);
    this.#until = Math.max(this.#until, untilHour);
  }

  summary(rule: ShareRule): UsageSummary {
    const kinds = { streaming: 0, eager: 0, legacy: 0 };
    for (const method of RUN_METHODS) kinds[KIND_OF_CALL[method]] += this.#calls[method];
    const empty = this.#records === 0;
    return {
      calls: { ...this.#calls },
      otherCalls: this.#otherCalls,
      kinds,
      share: streamingShare(kinds, rule),
      runs: this.#runs.size,
      records: this.#records,
      fromHour: empty ? null : this.#from,
      untilHour: empty ? null : this.#until,
    };
  }
}
