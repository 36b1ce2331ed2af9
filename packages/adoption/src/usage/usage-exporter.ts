import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { SluiceError } from "@sluice/core-events";
import type { RunMethod } from "../run-methods.js";
import { type UsageCounters, type UsageCounts, zeroCalls } from "./usage-counters.js";
import { hourOf, type PlaceCount, type UsageRecord } from "./usage-record.js";

/** What an exporter works with. */
export interface UsageExporterOptions {
  readonly counters: UsageCounters;
  /** Resolves when the line is written. */
  readonly append: (line: string) => Promise<void>;
  /** Must not throw. */
  readonly onError: (error: unknown) => void;
  /** How long a flush waits for `append`, in ms. */
  readonly deadlineMs: number;
  readonly now: () => number;
}

/** What a flush came to: `late` waited in vain and `failed` was refused; the same line is then written by a later flush. */
export type FlushOutcome = "written" | "nothing" | "late" | "failed";

/**
 * Writes what has been counted since the line before. A line that is not known to be written stays as it is until it is,
 * with its number, so that writing it twice does not count twice.
 */
export class UsageExporter {
  readonly #options: UsageExporterOptions;
  readonly #run = randomUUID();
  #sequence = 0;
  #written: UsageCounts = { calls: zeroCalls(), otherCalls: 0 };
  #writtenPlaces = new Map<number, number>();
  #writtenWithoutPlace = 0;
  #from: number;
  #waiting: string | null = null;
  #asked = false;
  #lateTold = false;
  #writing: Promise<FlushOutcome> | null = null;

  constructor(options: UsageExporterOptions) {
    this.#options = options;
    this.#from = options.now();
  }

  /** Takes at most `deadlineMs`, and never rejects. */
  async flush(): Promise<FlushOutcome> {
    this.#asked = true;
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = null));
    const deadline = new AbortController();
    const late = delay(this.#options.deadlineMs, "late" as const, { signal: deadline.signal }).catch(() => "late" as const);
    try {
      const outcome = await Promise.race([this.#writing, late]);
      if (outcome === "late") this.#tellLate();
      return outcome;
    } finally {
      deadline.abort();
    }
  }

  #tellLate(): void {
    if (this.#lateTold) return;
    this.#lateTold = true;
    const message = `Cannot write the counts: expected an answer within ${this.#options.deadlineMs} ms, received none`;
    this.#options.onError(new SluiceError(message, { code: "SINK_UNWRITABLE", retryable: true }));
  }

  /** Writes a line that is left over before what was counted since, and goes on if it is asked to meanwhile. */
  async #writeAll(): Promise<FlushOutcome> {
    let all: FlushOutcome = "nothing";
    do {
      this.#asked = this.#waiting !== null;
      const outcome = await this.#writeNext();
      if (outcome === "failed") return outcome;
      if (outcome === "written") all = outcome;
    } while (this.#asked);
    return all;
  }

  async #writeNext(): Promise<FlushOutcome> {
    const line = (this.#waiting ??= this.#nextLine());
    if (line === null) return "nothing";
    try {
      await this.#options.append(line);
      this.#waiting = null;
      this.#lateTold = false;
      return "written";
    } catch (error) {
      this.#options.onError(error);
      return "failed";
    }
  }

  #nextLine(): string | null {
    const { counters, now } = this.#options;
    const counts = counters.counts();
    const calls = difference(counts.calls, this.#written.calls);
    const otherCalls = counts.otherCalls - this.#written.otherCalls;
    if (otherCalls === 0 && Object.values(calls).every((count) => count === 0)) return null;
    const until = now();
    const record: UsageRecord = {
      type: "sluice-adoption-usage",
      version: 1,
      run: this.#run,
      sequence: (this.#sequence += 1),
      fromHour: hourOf(this.#from),
      untilHour: hourOf(until),
      calls,
      otherCalls,
      ...this.#nextPlaces(),
    };
    this.#written = counts;
    this.#from = until;
    return JSON.stringify(record);
  }

  #nextPlaces(): Pick<UsageRecord, "places" | "callsWithoutPlace"> {
    const { counters } = this.#options;
    const table = counters.places();
    if (table === null) return {};
    const places = table.map(({ place, method, calls }): PlaceCount => ({ place, method, calls: calls - (this.#writtenPlaces.get(place) ?? 0) }));
    const callsWithoutPlace = counters.callsWithoutPlace - this.#writtenWithoutPlace;
    this.#writtenPlaces = new Map(table.map(({ place, calls }) => [place, calls]));
    this.#writtenWithoutPlace = counters.callsWithoutPlace;
    return { places: places.filter(({ calls }) => calls > 0), callsWithoutPlace };
  }
}

function difference(now: Readonly<Record<RunMethod, number>>, before: Readonly<Record<RunMethod, number>>): Record<RunMethod, number> {
  const calls = zeroCalls();
  for (const method of Object.keys(calls) as RunMethod[]) calls[method] = now[method] - before[method];
  return calls;
}
