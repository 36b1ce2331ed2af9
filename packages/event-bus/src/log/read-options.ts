import type { LogNotice } from "./log-notice.js";

/** What to read of a log. */
export interface ReadOptions {
  /**
   * The first offset to read, an integer >= 0 where 0 is the first there is; or a time: then it begins at the first event whose
   * `timestamp` is not before it. @default 0
   */
  readonly from?: number | Date;
  /** The last offset to read. @default all */
  readonly to?: number;
  /** Goes on with what is appended later, by whatever process, until the signal aborts or the reader leaves. @default false */
  readonly follow?: boolean;
  /** What a line without an event does: ends the reading with `LOG_DAMAGED`, or is passed over with a notice. @default "throw" */
  readonly damaged?: "throw" | "skip";
  /** What it does if `from` is an offset that is no longer kept: `LOG_OFFSET_EXPIRED`, or a notice of the gap. @default "throw" */
  readonly expired?: "throw" | "skip";
  /** Gets a notice of each thing passed over. */
  readonly onNotice?: (notice: LogNotice) => void;
  /** How often to look for news where the file system does not tell, in milliseconds, >= 10. @default 1000 */
  readonly pollMs?: number;
  readonly signal?: AbortSignal;
}

/** {@link ReadOptions}, checked and complete. */
export interface ReadPlan {
  readonly from: number | Date;
  readonly to: number;
  readonly follow: boolean;
  readonly skipsDamaged: boolean;
  readonly skipsExpired: boolean;
  readonly onNotice: (notice: LogNotice) => void;
  readonly pollMs: number;
  readonly signal: AbortSignal | undefined;
}

/** @throws {TypeError | RangeError} If an option makes no sense. */
export function readPlan(options: ReadOptions): ReadPlan {
  const { from = 0, to = Infinity, follow = false, damaged = "throw", expired = "throw", onNotice = () => undefined, pollMs = 1000, signal } = options;
  if (from instanceof Date ? Number.isNaN(from.getTime()) : !Number.isSafeInteger(from) || from < 0) {
    throw new RangeError(`Cannot read the log: from must be a valid date or an integer >= 0, received ${String(from)}`);
  }
  if (to !== Infinity && (!Number.isSafeInteger(to) || to < 0)) throw new RangeError(`Cannot read the log: to must be an integer >= 0, received ${to}`);
  if (!(pollMs >= 10)) throw new RangeError(`Cannot read the log: pollMs must be a number >= 10, received ${pollMs}`);
  return { from, to, follow, skipsDamaged: damaged === "skip", skipsExpired: expired === "skip", onNotice, pollMs, signal };
}
