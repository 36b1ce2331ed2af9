import { errorMessageOf, type OutcomeCounts, type RunControl, type RunMonitor, SluiceError } from "@sluice/core-events";

/** What {@link Watchers} watch, and through what they take part. */
export interface WatchersOptions {
  readonly monitors: readonly RunMonitor[];
  readonly counts: OutcomeCounts;
  readonly control: RunControl;
  readonly isOver: () => boolean;
}

/** The monitors inside a run, asked in order until one ends it. One that throws ends it, too: a rule that cannot be checked is no rule. */
export class Watchers {
  readonly #options: WatchersOptions;
  /** Asked about every document, so looked up once. */
  readonly #isEmpty: boolean;

  constructor(options: WatchersOptions) {
    this.#options = options;
    this.#isEmpty = options.monitors.length === 0;
  }

  /** Asks each monitor at one moment of the run. */
  ask(moment: "start" | "observe" | "finish"): void {
    if (this.#isEmpty) return;
    const { monitors, counts, control, isOver } = this.#options;
    for (const monitor of monitors) {
      try {
        monitor[moment]?.(counts, control);
      } catch (error) {
        control.stop("early_validation_failed", asMonitorError(error, monitor.name));
      }
      if (isOver()) return;
    }
  }
}

function asMonitorError(cause: unknown, monitor: string): SluiceError {
  if (SluiceError.is(cause)) return cause;
  return new SluiceError(`Cannot go on: monitor ${monitor} threw: ${errorMessageOf(cause)}`, { code: "EARLY_VALIDATION_FAILED", context: { monitor }, cause });
}
