import type { RunControl } from "@sluice/core-events";
import type { EventConsumer } from "../events/any-event.js";
import { monitorEvents, type MonitorEventsOptions } from "../events/monitor-events.js";
import { earlyValidation, type EarlyValidationOptions } from "./early-validation.js";

/** How {@link earlyValidationConsumer} judges, and what it does about it. */
export interface EarlyValidationConsumerOptions extends EarlyValidationOptions, Pick<MonitorEventsOptions, "maxRuns"> {
  /** What can be done to a run: `stop` is called with its verdict, `emit` with warnings and checkpoints. */
  readonly control: (runId: string) => RunControl;
}

/**
 * {@link earlyValidation} as a consumer of a bus that carries the events of any number of runs. It judges each run by itself, at
 * the events in its order. On a bus that replays, subscribe it with `sideEffects: true`, or old runs are stopped again.
 *
 * @throws {RangeError} If an option is out of range.
 */
export function earlyValidationConsumer({ control, maxRuns, ...judging }: EarlyValidationConsumerOptions): EventConsumer {
  earlyValidation(judging); // checks the options now rather than at the first run
  return monitorEvents({ monitor: () => earlyValidation(judging), control, ...(maxRuns === undefined ? {} : { maxRuns }) });
}
