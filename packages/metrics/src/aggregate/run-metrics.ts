import type { RunCompleted, RunFailed, RunStarted } from "@sluice/core-events";
import { type DocumentBatch, type DocumentFigures, flushAll } from "../document-batch.js";
import { type AnyEvent, type EventConsumer, knownEvent } from "../event-consumer.js";
import { consumerOf, type EventObserver, type EventTaker } from "../event-observer.js";
import { RunTable } from "../run-table.js";
import { AdapterTally } from "./adapter-tally.js";
import type { MetricsSnapshot, OutcomeMetrics } from "./metrics-snapshot.js";
import { RunProgress } from "./run-progress.js";
import { ThroughputWindow } from "./throughput-window.js";

/** How a {@link RunMetrics} counts. */
export interface RunMetricsOptions {
  /** What `throughput.now` looks back over. @default 10_000 */
  readonly windowMs?: number;
  /** Adapters told apart; later ones count as `other`. @default 32 */
  readonly maxAdapters?: number;
  /** Runs under way that are followed at once. @default 1_000 */
  readonly maxRuns?: number;
}

const UNKNOWN = "unknown";
const OTHER = "other";

/**
 * Figures of one run or many, from their events. Follows the time of the events and reads no clock, so the same events give
 * the same figures, live or replayed. Memory depends on the number of adapters and runs under way, not on that of documents.
 *
 * Give it the unfiltered events of a stream, in order, each once.
 *
 * @example
 * ```ts
 * const metrics = new RunMetrics();
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) metrics.observe(event);
 * console.log(metrics.snapshot().successRate);
 * ```
 */
export class RunMetrics implements EventObserver {
  /** Where `observe` puts the events. */
  readonly taker: EventTaker = {
    filling: new Set<DocumentBatch>(),
    documents: (figures) => this.#documents(figures),
    otherEvent: (event) => this.#otherEvent(event),
  };
  /** Takes one event; bound, so that it can be handed to a bus. */
  readonly observe: EventConsumer = consumerOf([this.taker]);
  readonly #maxAdapters: number;
  readonly #adapters = new Map<string, AdapterTally>();
  readonly #window: ThroughputWindow;
  readonly #runs: RunTable<RunProgress>;
  readonly #ended = { completed: 0, failed: 0, producerMs: 0, consumerMs: 0 };
  #startedAt = NaN; // not null: a field that only ever holds numbers is written in place
  #lastEventAt = NaN;

  /** @throws {RangeError} If an option is out of range. */
  constructor({ windowMs = 10_000, maxAdapters = 32, maxRuns = 1_000 }: RunMetricsOptions = {}) {
    if (!Number.isInteger(maxAdapters) || maxAdapters < 1) {
      throw new RangeError(`Cannot count by adapter: maxAdapters must be an integer >= 1, received ${maxAdapters}`);
    }
    this.#maxAdapters = maxAdapters;
    this.#window = new ThroughputWindow(windowMs);
    this.#runs = new RunTable({ create: () => new RunProgress(this.#tallyOf(UNKNOWN)), maxRuns, onEvict: (run) => this.#letGo(run) });
  }

  /**
   * The figures at a moment. Costs about as much as a thousand events: take one per second, not one per document.
   *
   * @param options.at What "now" means, in ms since epoch; give the clock's time for a live display, so that the rate of a
   *   run that stands still goes down. @default the time of the last event
   */
  snapshot(options: { readonly at?: number } = {}): MetricsSnapshot {
    flushAll(this.taker.filling);
    const { at = orNull(this.#lastEventAt) ?? 0 } = options; // the time of the last event is known only now
    const all = new AdapterTally();
    for (const tally of this.#adapters.values()) all.add(tally);
    const now = this.#window.perSecond(at);
    const overall = this.#overall(all.processed, at);
    const remaining = this.#remaining();
    return {
      version: 1,
      at,
      startedAt: orNull(this.#startedAt) ?? orNull(this.#lastEventAt),
      lastEventAt: orNull(this.#lastEventAt),
      ...all.figures(),
      throughput: { now, windowMs: this.#window.windowMs, overall },
      runs: { active: this.#runs.size, completed: this.#ended.completed, failed: this.#ended.failed },
      queue: this.#sum((run) => ({ inFlight: run.inFlight, queueDepth: run.queueDepth }), { inFlight: 0, queueDepth: 0 }),
      waits: this.#sum((run) => ({ producerMs: run.producerWaitMs, consumerMs: run.consumerWaitMs }), { producerMs: this.#ended.producerMs, consumerMs: this.#ended.consumerMs }),
      remaining,
      etaSeconds: eta(remaining, now > 0 ? now : overall),
      adapters: Object.fromEntries(Array.from(this.#adapters, ([name, tally]) => [name, tally.figures()] as const).filter(([, { processed, retries }]) => processed + retries > 0)),
    };
  }

  /** The few figures that are cheap enough for every document; see {@link attachMetrics}. */
  outcomes(): OutcomeMetrics {
    flushAll(this.taker.filling);
    const sums = { completed: 0, failed: 0, retries: 0, durationMs: 0, durations: 0 };
    for (const { completed, failed, retries, durations } of this.#adapters.values()) {
      sums.completed += completed;
      sums.failed += failed;
      sums.retries += retries;
      sums.durationMs += durations.sum;
      sums.durations += durations.count;
    }
    const processed = sums.completed + sums.failed;
    return {
      processed,
      completed: sums.completed,
      failed: sums.failed,
      successRate: processed === 0 ? null : sums.completed / processed,
      retries: sums.retries,
      averageDurationMs: sums.durations === 0 ? null : sums.durationMs / sums.durations,
      documentsPerSecond: this.#window.perSecond(orNull(this.#lastEventAt) ?? 0),
    };
  }

  #documents({ runId, adapter, since, completed, durationsMs, timestamps, progress }: DocumentFigures): void {
    this.#seen(since);
    const run = this.#runs.of(runId);
    if (!run.named && adapter !== null) this.#name(run, adapter);
    if (progress !== null) this.#lastEventAt = progress.timestamp;
    if (completed > 0) {
      run.complete(durationsMs, completed);
      this.#window.addAll(timestamps, completed);
      this.#lastEventAt = Math.max(this.#lastEventAt, timestamps[completed - 1] ?? since);
    }
    if (progress !== null) run.update(progress); // knows of fewer documents than are counted now
  }

  #otherEvent(received: AnyEvent): void {
    const event = knownEvent(received);
    if (event === null) return;
    this.#seen(event.timestamp);
    const run = this.#runs.of(event.runId);
    switch (event.type) {
      case "DocumentFailed":
        run.tally.failed += 1;
        run.finished += 1;
        this.#window.add(event.timestamp);
        return;
      case "RunStarted":
        this.#startRun(event, run);
        return;
      case "AdapterRetry":
        if (!run.named) this.#name(run, event.adapter);
        run.tally.retries += 1;
        return;
      case "BatchProgress":
        run.update(event);
        return;
      case "RunCompleted":
      case "RunFailed":
        this.#endRun(event, run);
    }
  }

  #seen(at: number): void {
    this.#lastEventAt = at;
    if (!Number.isNaN(this.#startedAt)) return;
    this.#startedAt = at;
    this.#window.start(at);
  }

  #startRun({ adapter, resumedFrom }: RunStarted, run: RunProgress): void {
    this.#name(run, adapter);
    if (resumedFrom !== undefined) run.finished = resumedFrom.completed + resumedFrom.failed;
  }

  #endRun({ type, runId, stats }: RunCompleted | RunFailed, run: RunProgress): void {
    run.end(stats);
    this.#letGo(run);
    if (type === "RunCompleted") this.#ended.completed += 1;
    else this.#ended.failed += 1;
    this.#runs.end(runId);
  }

  /** Keeps what a run has counted beyond its end. */
  #letGo(run: RunProgress): void {
    this.#ended.producerMs += run.producerWaitMs;
    this.#ended.consumerMs += run.consumerWaitMs;
  }

  #name(run: RunProgress, adapter: string): void {
    run.tally = this.#tallyOf(adapter);
    run.named = true;
  }

  #tallyOf(adapter: string): AdapterTally {
    const name = this.#adapters.has(adapter) || adapter === UNKNOWN || this.#named() < this.#maxAdapters ? adapter : OTHER;
    let tally = this.#adapters.get(name);
    if (tally === undefined) {
      tally = new AdapterTally();
      this.#adapters.set(name, tally);
    }
    return tally;
  }

  /** Adapters told apart by now; the two collective names do not count. */
  #named(): number {
    return this.#adapters.size - Number(this.#adapters.has(UNKNOWN)) - Number(this.#adapters.has(OTHER));
  }

  #overall(processed: number, at: number): number {
    const elapsedMs = (this.#runs.size > 0 ? at : this.#lastEventAt) - this.#startedAt; // NaN before the first event
    return elapsedMs > 0 ? (processed * 1000) / elapsedMs : 0;
  }

  #remaining(): number | null {
    let remaining: number | null = null;
    for (const run of this.#runs.values()) {
      if (run.remaining === null) return null;
      remaining = (remaining ?? 0) + run.remaining;
    }
    return remaining;
  }

  #sum<Figures extends Record<string, number>>(of: (run: RunProgress) => Figures, initial: Figures): Figures {
    const sums: Record<string, number> = { ...initial };
    for (const run of this.#runs.values()) for (const [name, value] of Object.entries(of(run))) sums[name] = (sums[name] ?? 0) + value;
    return sums as Figures; // the same names
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function eta(remaining: number | null, rate: number): number | null {
  if (remaining === 0) return 0;
  return remaining === null || !(rate > 0) ? null : remaining / rate;
}
