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
