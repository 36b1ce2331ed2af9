import type { RunFailureReason } from "@sluice/core-events";

/** How a run ends when it does not complete. */
export interface Ending {
  readonly reason: RunFailureReason;
  readonly error: unknown;
  /** Whether the consumer's iteration rejects with `error`, or just ends. */
  readonly throws: boolean;
}
