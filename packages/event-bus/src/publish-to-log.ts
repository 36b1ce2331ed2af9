import { SluiceError } from "@sluice/core-events";
import type { BusEvent } from "./event-bus.js";
import type { FileLog } from "./log/file-log.js";
import { unheard } from "./unheard.js";

/** An event on its way into a log. */
export interface Published {
  /** `null` if the log does not take it. */
  readonly offset: number | null;
  /** Resolves when the log has it, as safe as its policy says. May be left unawaited. */
  readonly settled: Promise<void>;
}

/**
 * Appends an event. What the log has against it becomes a rejection; what the caller has done wrong is thrown.
 *
 * @throws {TypeError | RangeError}
 */
export function publishToLog(log: FileLog, event: BusEvent): Published {
  try {
    const offset = log.append(event);
    return { offset, settled: log.settled(offset) };
  } catch (error) {
    if (!SluiceError.is(error)) throw error;
    return { offset: null, settled: unheard(Promise.reject(error)) };
  }
}

/** Events on their way into a log together. */
export interface PublishedBatch {
  /** Those of the events that the log has taken, from the first one on. */
  readonly offsets: readonly number[];
  /** Resolves when the log has them, as safe as its policy says; rejects with what the log had against the event behind them. */
  readonly settled: Promise<void>;
}

/** Appends events up to the first one that the log does not take, whatever the reason. */
export function publishAllToLog(log: FileLog, events: readonly BusEvent[]): PublishedBatch {
  const offsets: number[] = [];
  let refusal: { readonly error: unknown } | null = null;
  try {
    for (const event of events) offsets.push(log.append(event));
  } catch (error) {
    refusal = { error };
  }
  const last = offsets.at(-1);
  const settled = last === undefined ? Promise.resolve() : log.settled(last);
  return { offsets, settled: refusal === null ? settled : unheard(failAfter(settled, refusal.error)) };
}

async function failAfter(settled: Promise<void>, error: unknown): Promise<never> {
  await settled;
  throw error;
}
