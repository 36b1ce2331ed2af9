import { optionalPeer } from "@sluice/core-events";
import type { Registry } from "prom-client";
import type { EventObserver } from "../event-observer.js";
import { listenToChannels } from "../meters/channel-meters.js";
import { EventMeters } from "../meters/event-meters.js";
import type { LabelLimits } from "../meters/label-guard.js";
import { createMeters, type Meters } from "../meters/meters.js";
import { ExposedMetric } from "./exposed-metric.js";

/** How {@link prometheusMetrics} exposes. */
export interface PrometheusOptions {
  /** Where the metrics are registered. @default a registry of its own */
  readonly registry?: Registry;
  /** How many values a label may take, where that is not the default of the catalogue. */
  readonly labelLimits?: LabelLimits;
  /** Runs in progress that are followed at once. @default 1_000 */
  readonly maxRuns?: number;
}

/** The metrics of the catalogue in a prom-client registry. */
export interface PrometheusMetrics extends EventObserver, Disposable {
  readonly registry: Registry;
  /** The value for the header `Content-Type` of a scrape. */
  readonly contentType: string;
  /** The text of a scrape. */
  metricsText(): Promise<string>;
  /** Ends the subscriptions to diagnostics channels, and takes the metrics out of a registry that was given. The figures stay readable. */
  dispose(): void;
}

/**
 * Counts events and diagnostics of this process for Prometheus. Needs the optional package `prom-client`.
 *
 * Diagnostics channels are heard from the call on until `dispose()`: waits for hosts, calls, checkpoints, forwarders. Everything else
 * comes with `observe`. A label takes a bounded number of values; what comes later counts under `other`.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` without `prom-client`.
 * @throws {RangeError} If a limit is no count.
 * @throws {TypeError} If the registry already has a metric of the same name.
 * @example
 * ```ts
 * using prometheus = await prometheusMetrics();
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) prometheus.observe(event);
 * console.log(await prometheus.metricsText());
 * ```
 */
export async function prometheusMetrics({ registry, labelLimits, maxRuns = 1_000 }: PrometheusOptions = {}): Promise<PrometheusMetrics> {
  const client = await optionalPeer("prom-client", () => import("prom-client"), "expose Prometheus metrics");
  const target = registry ?? new client.Registry();
  const meters = createMeters({ limits: labelLimits });
  const events = new EventMeters(meters, { maxRuns });
  const names = register(target, meters, () => events.collect());
  const silence = listenToChannels(meters);
  const dispose = (): void => {
    silence();
    if (registry !== undefined) for (const name of names) registry.removeSingleMetric(name);
  };
  return {
    registry: target,
    get contentType() {
      return target.contentType;
    },
    observe: events.observe,
    taker: events,
    metricsText: () => target.metrics(),
    dispose,
    [Symbol.dispose]: dispose,
  };
}

/** Registers all metrics or none, and returns their names. */
function register(registry: Registry, meters: Meters, collect: () => void): string[] {
  const taken = Object.values(meters).find(({ definition }) => registry.getSingleMetric(definition.name) !== undefined);
  if (taken !== undefined) throw new TypeError(`Cannot expose Prometheus metrics: expected a registry without ${taken.definition.name}, received one that has it`);
  const metrics = Object.values(meters).map((meter) => new ExposedMetric(meter, collect));
  for (const metric of metrics) registry.registerMetric(metric as unknown as Parameters<Registry["registerMetric"]>[0]); // a registry uses name, help, type, get() and reset() alone
  return metrics.map(({ name }) => name);
}
