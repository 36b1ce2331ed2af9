import type { EventFields } from "./event-factory.js";
import type { RunFailureReason } from "./run-events.js";
import type { SluiceError } from "./sluice-error.js";

/** How many documents have ended so far, including those of the attempts that a resumed run goes on from. */
export interface OutcomeCounts {
  readonly completed: number;
  readonly failed: number;
}

/** What a monitor may do to the run it watches. */
export interface RunControl {
  emit(type: "ValidationCheckpoint", fields: EventFields<"ValidationCheckpoint">): void;
  emit(type: "ValidationWarning", fields: EventFields<"ValidationWarning">): void;
  /** Ends the run: nothing more is fetched, `RunFailed` carries `reason`, and the stream throws `error`. */
  stop(reason: RunFailureReason, error: SluiceError): void;
}

/**
 * Watches the outcomes of a run from inside it, before any filter, in the order in which they happen.
 * A monitor that throws stops the run with its error. One object serves one run.
 */
export interface RunMonitor {
  readonly name: string;
  /** Called once, before the source is asked for anything, with the counts that the run resumes from. */
  start?(counts: OutcomeCounts, control: RunControl): void;
  /** Called right after each terminal outcome. Must be synchronous and cheap. */
  observe(counts: OutcomeCounts, control: RunControl): void;
  /** Called once, when the source has ended by itself. */
  finish?(counts: OutcomeCounts, control: RunControl): void;
}
