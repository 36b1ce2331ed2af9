import type { DurationFigures } from "./duration-sketch.js";

/** What has become of documents. */
export interface OutcomeFigures {
  /** Documents that have ended: `completed + failed`. */
  readonly processed: number;
  readonly completed: number;
  readonly failed: number;
  /** `completed / processed`, from 0 to 1; `null` while nothing has ended. */
  readonly successRate: number | null;
  /** Retries of requests and documents. */
  readonly retries: number;
}

/** The figures of one adapter. */
export interface AdapterFigures extends OutcomeFigures {
  /** In milliseconds, of completed documents, retries included. */
  readonly durationMs: DurationFigures;
}

/**
 * All figures at one moment; plain JSON. Counts are those of the events seen, so a resumed run counts what it does itself.
 * Times are milliseconds since the epoch, rates documents per second.
 */
export interface MetricsSnapshot extends AdapterFigures {
  readonly version: 1;
  readonly at: number;
  /** When the first event was made; `null` before it. */
  readonly startedAt: number | null;
  /** When the last event was made. */
  readonly lastEventAt: number | null;
  readonly throughput: {
    /** Over the last `windowMs`. */
    readonly now: number;
    readonly windowMs: number;
    /** Since the first event. */
    readonly overall: number;
  };
  readonly runs: { readonly active: number; readonly completed: number; readonly failed: number };
  /** Sums over the runs under way, as of their last `BatchProgress`. */
  readonly queue: { readonly inFlight: number; readonly queueDepth: number };
  /** Sums over all runs. */
  readonly waits: { readonly producerMs: number; readonly consumerMs: number };
  /** What the sources of the runs under way still hold; `null` while one of them cannot tell. */
  readonly remaining: number | null;
  /** Seconds until `remaining` is done at the present rate; `null` where that cannot be told. */
  readonly etaSeconds: number | null;
  /** By adapter; beyond the bound under `other`. */
  readonly adapters: Readonly<Record<string, AdapterFigures>>;
}

/** The few figures that every terminal event can carry. */
export interface OutcomeMetrics extends OutcomeFigures {
  readonly averageDurationMs: number | null;
  readonly documentsPerSecond: number;
}
