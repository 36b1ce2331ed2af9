import type { FetchContext, RetryNotice } from "@sluice/core-events";
import type { CircuitChange, HostWait } from "@sluice/resilience";

/** A pause that a server asked for, long enough to outlive the process. */
export interface HostPause {
  readonly host: string;
  /** When it ends, in milliseconds since the epoch. */
  readonly until: number;
}

/** What one request tells of while it is under way. Nothing in it is secret. */
export interface RequestReports {
  /** Called once per retry, before the wait. */
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
  /** Called before each wait for a host that is paced or paused. */
  readonly onWait?: ((wait: HostWait) => void) | undefined;
  /** Called when a server asks for a pause of 30 s or more, before the wait. */
  readonly onPause?: ((pause: HostPause) => void) | undefined;
  /** Called when this request changes the state of its host's circuit. */
  readonly onCircuitChange?: ((change: CircuitChange) => void) | undefined;
}

/** From here on a pause is worth remembering over a restart. */
export const LONG_PAUSE_MS = 30_000;

const LONG_WAIT_MS = 1_000;

/** The part of a context that {@link reportsTo} needs. */
export type ReportsContext = Pick<FetchContext, "circuitChanged" | "emit"> & Partial<Pick<FetchContext, "retrying">>;

/**
 * Sends what a request tells of as events of a run: `AdapterRetry`, `CircuitStateChange`, `host-paused`, and `rate-limit-wait` for waits
 * of a second or more. Where documents are parsed there is no `retrying`, since the run itself retries them.
 */
export function reportsTo({ retrying, circuitChanged, emit }: ReportsContext): RequestReports {
  return {
    onRetry: retrying,
    onCircuitChange: circuitChanged,
    onWait: ({ host, waitMs, cause }) => {
      if (waitMs >= LONG_WAIT_MS) emit("rate-limit-wait", { host, waitMs: Math.ceil(waitMs), cause });
    },
    onPause: ({ host, until }) => emit("host-paused", { host, until }),
  };
}
