import { isDocumentTerminal, type OutcomeCounts, type PipelineEvent, type RunControl, type RunMonitor } from "@sluice/core-events";
import { type EventConsumer, knownEvent } from "./any-event.js";
import { RunTable } from "./run-table.js";

/** How {@link monitorEvents} gets its monitors, and what these may do. */
export interface MonitorEventsOptions {
  /** Makes the monitor of one run. */
  readonly monitor: (runId: string) => RunMonitor;
  /** What the monitor of this run can do to it. */
  readonly control: (runId: string) => RunControl;
  /** Runs watched at the same time; the one that began first is forgotten for one more. @default 1000 */
  readonly maxRuns?: number;
}

interface Watched {
  readonly monitor: RunMonitor;
  readonly control: RunControl;
  completed: number;
  failed: number;
}

/**
 * Drives monitors by events instead of from inside the run: one monitor per run, from its first event seen to its end. Counts go
 * on from those of `RunStarted.resumedFrom`. What a monitor throws is thrown on.
 *
 * Events of a filtered stream are judged as they come: outcomes that are filtered out do not count.
 *
 * @example
 * ```ts
 * bus.subscribe({ pattern: "*", sideEffects: true }, monitorEvents({ monitor: () => earlyValidation(), control: (runId) => controlOf(runId) }));
 * ```
 */
export function monitorEvents({ monitor, control, maxRuns = 1000 }: MonitorEventsOptions): EventConsumer {
  const runs = new RunTable<Watched>(maxRuns);

  function begin(event: PipelineEvent): Watched {
    const { runId } = event;
    const counts: OutcomeCounts | undefined = event.type === "RunStarted" ? event.resumedFrom : undefined;
    const { completed, failed } = counts ?? { completed: 0, failed: 0 };
    const watched = { monitor: monitor(runId), control: control(runId), completed, failed };
    runs.set(runId, watched);
    watched.monitor.start?.(watched, watched.control);
    return watched;
  }

  return (event) => {
    const known = knownEvent(event);
    if (known === null) return;
    const watched = runs.get(known.runId) ?? begin(known);
    if (isDocumentTerminal(known)) {
      watched[known.type === "DocumentCompleted" ? "completed" : "failed"] += 1;
      watched.monitor.observe(watched, watched.control);
    } else if (known.type === "RunCompleted" || known.type === "RunFailed") {
      runs.delete(known.runId);
      if (known.type === "RunCompleted") watched.monitor.finish?.(watched, watched.control);
    }
  };
}
