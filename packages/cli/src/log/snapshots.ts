import type { EventBus } from "@sluice/event-bus";
import type { Presentation } from "../settings/presentation.js";

/** Writes the figures of a run as a time series while it goes on, where that is wanted. Disposing it writes the last ones. */
export async function snapshotsOf({ metricsSnapshots: path }: Pick<Presentation, "metricsSnapshots">, bus: EventBus): Promise<AsyncDisposable | null> {
  if (path === null) return null;
  const { RunMetrics, writeSnapshots } = await import("@sluice/metrics");
  const metrics = new RunMetrics();
  bus.subscribe({ pattern: "*", name: "metrics" }, metrics.observe);
  return writeSnapshots(metrics, { path });
}
