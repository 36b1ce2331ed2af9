import { type AdapterRetry, EVENT_TYPES, type RunCompleted, type RunFailed } from "@sluice/core-events";
import { type DocumentBatch, type DocumentFigures, flushAll } from "../document-batch.js";
import { type AnyEvent, type EventConsumer, knownEvent } from "../event-consumer.js";
import { consumerOf, type EventTaker } from "../event-observer.js";
import { RunTable } from "../run-table.js";
import type { Meters } from "./meters.js";
import { RunMeters } from "./run-meters.js";
import type { ValueSeries } from "./series.js";
import { observeStage } from "./stage-meters.js";

/** The adapter of a run of which no event has named one. */
const UNKNOWN = "unknown";

interface Run {
  meters: RunMeters | null;
}

/** Keeps the meters that are fed by events. */
export class EventMeters implements EventTaker {
  readonly observe: EventConsumer = consumerOf([this]);
  readonly filling = new Set<DocumentBatch>();
  readonly #meters: Meters;
  readonly #started: ValueSeries;
  readonly #progress: ValueSeries;
  readonly #known: ReadonlyMap<string, ValueSeries>;
  readonly #runs: RunTable<Run>;

  constructor(meters: Meters, { maxRuns }: { readonly maxRuns: number }) {
    this.#meters = meters;
    this.#known = new Map(EVENT_TYPES.map((type) => [type, meters.events.with(type)]));
    this.#started = meters.events.with("DocumentStarted");
    this.#progress = meters.events.with("BatchProgress");
    this.#runs = new RunTable<Run>({ create: () => ({ meters: null }), maxRuns, onEvict: (run) => this.#evicted(run) });
  }

  /** Counts what is not counted yet, and brings the gauges up to date that are sums over the runs in progress; call it before they are read. */
  collect(): void {
    flushAll(this.filling);
    const { runsInProgress, queueDepth, documentsInFlight, runEta } = this.#meters;
    for (const gauge of [runsInProgress, queueDepth, documentsInFlight]) for (const series of gauge.values()) series.value = 0;
    runEta.clear();
    for (const { meters: run } of this.#runs.values()) {
      if (run === null) continue;
      run.settle();
      runsInProgress.with(run.adapter).value += 1;
      queueDepth.with(run.adapter).value += run.queueDepth;
      documentsInFlight.with(run.adapter).value += run.inFlight;
      if (run.etaSeconds === null) continue;
      const eta = runEta.with(run.adapter);
      eta.value = Math.max(eta.value, run.etaSeconds);
    }
  }

  documents({ runId, adapter, started, completed, durationsMs, timestamps, progressReports, progress }: DocumentFigures): void {
    this.#started.value += started;
    this.#progress.value += progressReports;
    const run = this.#runs.of(runId);
    run.meters ??= new RunMeters(this.#meters, adapter ?? UNKNOWN);
    if (completed > 0) {
      run.meters.complete(durationsMs, completed);
      run.meters.lastEventAt = timestamps[completed - 1] ?? 0;
    }
    if (progress === null) return;
    run.meters.progress(progress);
    run.meters.lastEventAt = Math.max(run.meters.lastEventAt, progress.timestamp);
  }

  otherEvent(received: AnyEvent): void {
    const seen = this.#known.get(received.type) ?? this.#meters.events.with(received.type);
    seen.value += 1;
    const event = knownEvent(received);
    if (event === null) return;
    const run = this.#runs.of(event.runId);
    if (event.type === "RunStarted") {
      run.meters?.settle();
      run.meters = new RunMeters(this.#meters, event.adapter);
      run.meters.announce();
    }
    const meters = this.#metersOf(run);
    meters.lastEventAt = event.timestamp;
    switch (event.type) {
      case "DocumentFailed":
        meters.failed.value += 1;
        this.#meters.documentFailures.with(meters.adapter, event.errorType).value += 1;
        return;
      case "BatchProgress":
        meters.progress(event);
        return;
      case "AdapterRetry":
        this.#retry(event);
        return;
      case "RunCompleted":
      case "RunFailed":
        this.#end(event, meters);
        return;
      default:
        observeStage(event, this.#meters);
    }
  }

  #evicted(run: Run): void {
    run.meters?.settle();
    this.#meters.runsEvicted.with().value += 1;
  }

  #metersOf(run: Run): RunMeters {
    run.meters ??= new RunMeters(this.#meters, UNKNOWN);
    return run.meters;
  }

  #retry({ adapter, docId, statusCode, delayMs }: AdapterRetry): void {
    const kind = docId === undefined ? "request" : "document";
    this.#meters.retries.with(adapter, kind, String(statusCode ?? "none")).value += 1;
    this.#meters.retryDelay.with(adapter).value += delayMs / 1000;
  }

  #end(event: RunCompleted | RunFailed, run: RunMeters): void {
    const { adapter, runId, stats } = event;
    const [outcome, reason] = event.type === "RunCompleted" ? ["completed", "none"] as const : ["failed", event.reason] as const;
    this.#meters.runs.with(adapter, outcome, reason).value += 1;
    this.#meters.runDuration.with(adapter, outcome).record(stats.durationMs / 1000);
    run.waits(stats.producerWaitMs, stats.consumerWaitMs);
    run.settle();
    this.#runs.end(runId);
    this.#meters.runsInProgress.with(adapter);
  }
}
