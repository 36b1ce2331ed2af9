import type { MeterProvider, TracerProvider } from "@opentelemetry/api";
import { optionalPeer, Redactor } from "@sluice/core-events";
import type { EventConsumer } from "../event-consumer.js";
import { listenToChannels } from "../meters/channel-meters.js";
import { EventMeters } from "../meters/event-meters.js";
import type { LabelLimits } from "../meters/label-guard.js";
import { createMeters } from "../meters/meters.js";
import { createHistograms } from "./create-histograms.js";
import { readValues } from "./read-values.js";
import { RunTraces } from "./run-traces.js";
import { traceLimits, type TraceOptions } from "./trace-options.js";

/** What {@link openTelemetry} sends, and where. */
export interface OpenTelemetryOptions extends TraceOptions {
  /** @default the global one, which drops everything until the program has set up an SDK */
  readonly meterProvider?: MeterProvider;
  /** @default the global one */
  readonly tracerProvider?: TracerProvider;
  /** How many values an attribute of a metric may take, where that is not the default of the catalogue. */
  readonly labelLimits?: LabelLimits;
  /** Knows the secrets of the program by value; URLs inside texts are looked at anyway. */
  readonly redactor?: Redactor;
}

/** Metrics and traces of the events it is shown. */
export interface OpenTelemetry extends Disposable {
  /** Takes one event; bound. Show it every event of a stream once. */
  readonly observe: EventConsumer;
  /** Counts what is left, and ends subscriptions and open spans. The SDK stays with whoever set it up. */
  dispose(): void;
}

const SCOPE = "@sluice/metrics";

/**
 * Sends the metrics of the catalogue and traces to OpenTelemetry: a span per run, below it one per sampled or failed document
 * and one per stage. Needs the optional package `@opentelemetry/api`; sets up no SDK and no exporter.
 *
 * Spans carry the times of the events. They end with their document, stage or run, at the latest with `dispose()`; one that is
 * ended before its end was seen has the attribute `sluice.unfinished`. The run's span is a child of the span that is active
 * when the run's first event is observed.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` without `@opentelemetry/api`.
 * @throws {RangeError} If a number is out of range.
 * @example
 * ```ts
 * using telemetry = await openTelemetry({ sampleRatio: 0.001 });
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) telemetry.observe(event);
 * ```
 */
export async function openTelemetry(options: OpenTelemetryOptions = {}): Promise<OpenTelemetry> {
  const limits = traceLimits(options);
  const api = await optionalPeer("@opentelemetry/api", () => import("@opentelemetry/api"), "send telemetry");
  const meter = (options.meterProvider ?? api.metrics.getMeterProvider()).getMeter(SCOPE);
  const tracer = (options.tracerProvider ?? api.trace.getTracerProvider()).getTracer(SCOPE);
  const meters = createMeters({ limits: options.labelLimits, onRecord: createHistograms(meter) });
  const events = new EventMeters(meters, { maxRuns: 1_000 });
  const traces = new RunTraces({ api, tracer, limits, redactor: options.redactor ?? new Redactor([]) });
  const endReading = readValues(meter, meters, () => events.collect());
  const silence = listenToChannels(meters);
  const dispose = (): void => {
    silence();
    traces.end();
    endReading();
  };
  return {
    observe: (event) => {
      events.observe(event);
      traces.observe(event);
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}
