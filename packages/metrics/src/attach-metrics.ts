import { type EventTransformer, isDocumentTerminal, isRunTerminal } from "@sluice/core-events";
import type { RunMetrics } from "./aggregate/run-metrics.js";

/**
 * Counts every event, and adds the figures so far to each one that ends a document (`metrics`: {@link OutcomeMetrics}) or the
 * run (`metrics`: {@link MetricsSnapshot}). Give it to a stream as `transform`; the same metrics must not observe the stream as well.
 *
 * @example
 * ```ts
 * const metrics = new RunMetrics();
 * for await (const event of pipeline.streamEvents("jsonl", { parameters, transform: attachMetrics(metrics) })) {
 *   if (event.type === "DocumentFailed") console.error(event.error, event);
 * }
 * ```
 */
export function attachMetrics(metrics: RunMetrics): EventTransformer {
  return (event) => {
    metrics.observe(event);
    if (isDocumentTerminal(event)) return { ...event, metrics: metrics.outcomes() };
    return isRunTerminal(event) ? { ...event, metrics: metrics.snapshot() } : event;
  };
}
