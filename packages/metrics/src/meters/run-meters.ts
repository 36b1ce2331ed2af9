import { type BatchProgress, RUN_FAILURE_REASONS } from "@sluice/core-events";
import type { Meters } from "./meters.js";
import type { HistogramSeries, ValueSeries } from "./series.js";

/** The series of one adapter that every document touches, looked up once per run. */
export class RunMeters {
  readonly adapter: string;
  readonly failed: ValueSeries;
  readonly lastEvent: ValueSeries;
  readonly #completed: ValueSeries;
  readonly #completedEvents: ValueSeries;
  readonly #duration: HistogramSeries;
  readonly #producerWait: ValueSeries;
  readonly #consumerWait: ValueSeries;
  /** In ms since epoch; divided when it is read, not at every document. */
  lastEventAt = 0;
  inFlight = 0;
  queueDepth = 0;
  etaSeconds: number | null = null;
  readonly #meters: Meters;
  #producerWaitMs = 0;
  #consumerWaitMs = 0;

  constructor(meters: Meters, adapter: string) {
    this.#meters = meters;
    this.adapter = adapter;
    this.#completed = meters.documents.with(adapter, "completed");
    this.#completedEvents = meters.events.with("DocumentCompleted");
    this.#duration = meters.documentDuration.with(adapter);
    this.failed = meters.documents.with(adapter, "failed");
    this.lastEvent = meters.lastEvent.with(adapter);
    this.#producerWait = meters.producerWait.with(adapter);
    this.#consumerWait = meters.consumerWait.with(adapter);
  }

  /** Makes the series of the run's end show 0, because a rate cannot see a series that begins with 1. */
  announce(): void {
    this.#meters.runs.with(this.adapter, "completed", "none");
    for (const reason of RUN_FAILURE_REASONS) this.#meters.runs.with(this.adapter, "failed", reason);
  }

  /** Counts documents that completed, by the first `size` of these durations. */
  complete(durationsMs: Float64Array, size: number): void {
    this.#completed.value += size;
    this.#completedEvents.value += size;
    this.#duration.recordAll(durationsMs, size, 1000);
  }

  /** Brings up to date what is not counted at once, so that it can be read. */
  settle(): void {
    this.lastEvent.value = Math.max(this.lastEvent.value, this.lastEventAt / 1000);
  }

  progress({ inFlight, queueDepth, etaSeconds, producerWaitMs, consumerWaitMs, checkpoint }: BatchProgress): void {
    this.inFlight = inFlight;
    this.queueDepth = queueDepth;
    this.etaSeconds = etaSeconds;
    this.waits(producerWaitMs, consumerWaitMs);
    if (checkpoint === undefined) return;
    const time = this.#meters.checkpointTime.with(this.adapter);
    time.value = Math.max(time.value, checkpoint.timestamp / 1000);
  }

  /** Adds by how much the run's own sums have grown. */
  waits(producerWaitMs: number, consumerWaitMs: number): void {
    this.#producerWait.value += Math.max(0, producerWaitMs - this.#producerWaitMs) / 1000;
    this.#consumerWait.value += Math.max(0, consumerWaitMs - this.#consumerWaitMs) / 1000;
    this.#producerWaitMs = Math.max(producerWaitMs, this.#producerWaitMs);
    this.#consumerWaitMs = Math.max(consumerWaitMs, this.#consumerWaitMs);
  }
}
