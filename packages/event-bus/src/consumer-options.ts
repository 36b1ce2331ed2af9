import { SluiceError } from "@sluice/core-events";
import type { Backoff } from "./backoff.js";

/** What a consumer of a broker is told beside its events, and how much it may hold. */
export interface ConsumerOptions {
  /** Events given out and not yet acknowledged; reading waits while there are so many. An integer >= 1. @default 1000 */
  readonly maxUnacknowledged?: number;
  /** Gets each failure to read; the consumer connects again and goes on. @default a process warning */
  readonly onError?: (error: unknown) => void;
  /** Gets a message that is not an event, which is acknowledged and passed over then. @default the consumer ends with `EVENT_INVALID` at it */
  readonly onUnreadable?: (error: unknown) => void;
  /** Is told that the broker has removed events before this group got them. @default a process warning */
  readonly onLost?: (notice: LostNotice) => void;
}

/** Events that a broker's retention has taken from a group. */
export interface LostNotice {
  readonly group: string;
  /** The partition of a topic; `null` where there are none. */
  readonly partition: number | null;
  /** As far as the broker knows: Redis before 7.2 may count too many from the second loss of a group on. */
  readonly count: number;
}

/** {@link ConsumerOptions}, checked and complete. */
export type ConsumerLimits = Required<Omit<ConsumerOptions, "onUnreadable">> & Pick<ConsumerOptions, "onUnreadable">;

/** Waits between attempts to read from a broker that is away. */
export const RECONNECT: Backoff = { initialDelayMs: 100, maxDelayMs: 10_000 };

/** @throws {RangeError} If a limit makes no sense. */
export function consumerLimits(options: ConsumerOptions): ConsumerLimits {
  const { maxUnacknowledged = 1_000, onError = warn, onLost = warnOfLoss, onUnreadable } = options;
  requireInteger("maxUnacknowledged", maxUnacknowledged, { min: 1, max: 1_000_000 });
  return { maxUnacknowledged, onError, onLost, ...(onUnreadable === undefined ? {} : { onUnreadable }) };
}

/** @throws {RangeError} If the value is no integer in this range. */
export function requireInteger(name: string, value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`Cannot use a broker: ${name} must be an integer from ${min} to ${max}, received ${String(value)}`);
}

/** @throws {TypeError} If the value is no text, or an empty one. */
export function requireText(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`Cannot use a broker: ${name} must be a non-empty string, received ${value === "" ? "an empty one" : typeof value}`);
}

/** Whether a message that cannot be read may be passed over, after it has been told. @throws The error, if it may not. */
export function passOver(error: unknown, { onUnreadable }: ConsumerLimits): void {
  if (onUnreadable === undefined || !SluiceError.is(error)) throw error;
  onUnreadable(error);
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function warnOfLoss({ group, partition, count }: LostNotice): void {
  const where = partition === null ? "" : ` of partition ${partition}`;
  process.emitWarning(`group ${group}: ${count} events${where} were removed by the broker before they were read`, { code: "SLUICE_EVENTS_LOST" });
}
