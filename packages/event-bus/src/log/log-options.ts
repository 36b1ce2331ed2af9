import type { BusEvent } from "../event-bus.js";
import { type LogFileSystem, nodeLogFileSystem } from "./log-files.js";
import type { LogNotice } from "./log-notice.js";

/**
 * When what was written is made to survive a power cut: with each group of events before `publish()` resolves, after some time or
 * bytes, or when the system likes. A crash of the process alone costs nothing of what was written, whatever is chosen.
 */
export type SyncPolicy = "always" | "interval" | "never";

/** What is kept of a log. Whole segments go, oldest first, as soon as one limit is exceeded; the newest one never goes. */
export interface RetentionOptions {
  /** Bytes of all segments. @default no limit */
  readonly maxBytes?: number;
  /** Milliseconds since the last event of a segment. @default no limit */
  readonly maxAgeMs?: number;
  /** Segments, an integer >= 1. @default no limit */
  readonly maxSegments?: number;
  /**
   * Keeps whatever a named consumer has not acknowledged, whatever the limits say, if it has saved its offset within
   * `consumerIdleMs`. @default true
   */
  readonly keepUnread?: boolean;
  /** After this time without saving, a consumer counts as given up. @default 7 days */
  readonly consumerIdleMs?: number;
}

/** How a log is written. */
export interface FileLogOptions {
  /** @default "interval" */
  readonly sync?: SyncPolicy;
  /** With `interval`: the longest time that written events stay unsynced, in milliseconds. @default 200 */
  readonly syncIntervalMs?: number;
  /** With `interval`: the most bytes that stay unsynced. @default 4 MiB */
  readonly syncBytes?: number;
  /** Which event forces a sync, whatever the interval. @default failures, the ends of a run, and progress with a checkpoint */
  readonly forcesSync?: (event: BusEvent) => boolean;
  /** Bytes after which a new segment is begun, >= 1024. A single event may be larger. @default 64 MiB */
  readonly segmentBytes?: number;
  /** Age after which a new segment is begun, at the next event, in milliseconds. @default 24 h */
  readonly segmentAgeMs?: number;
  readonly retention?: RetentionOptions;
  /** The largest event that is taken, as JSON, in bytes. @default 64 MiB */
  readonly maxEventBytes?: number;
  /** Bytes that may wait to be written before `append` throws, because nobody awaits. @default 128 MiB */
  readonly maxPendingBytes?: number;
  /** Gets notices of a cut tail and of removed segments. A cut tail is a process warning `SLUICE_TAIL_CUT`, too. */
  readonly onNotice?: (notice: LogNotice) => void;
  /** Gets what went wrong where nobody waits for it: the failure that ends the writing, and retention that could not be done. @default a process warning */
  readonly onError?: (error: unknown) => void;
}

/** {@link FileLogOptions}, checked and complete. */
export interface LogPlan {
  readonly sync: SyncPolicy;
  readonly syncIntervalMs: number;
  readonly syncBytes: number;
  readonly forcesSync: (event: BusEvent) => boolean;
  readonly segmentBytes: number;
  readonly segmentAgeMs: number;
  readonly retention: Required<RetentionOptions>;
  readonly maxEventBytes: number;
  readonly maxPendingBytes: number;
  readonly onNotice: (notice: LogNotice) => void;
  readonly onError: (error: unknown) => void;
  readonly files: LogFileSystem;
}

const DAY_MS = 86_400_000;
const MEBI = 1_048_576;

/** @throws {TypeError | RangeError} If an option makes no sense. */
export function logPlan(options: FileLogOptions, files: LogFileSystem = nodeLogFileSystem): LogPlan {
  const { sync = "interval", forcesSync = forcesSyncByType, onNotice = () => undefined, onError = warn, retention = {} } = options;
  if (!["always", "interval", "never"].includes(sync)) throw new TypeError(`Cannot open the log: sync must be always, interval or never, received ${sync}`);
  return {
    sync,
    forcesSync,
    onNotice,
    onError,
    files,
    syncIntervalMs: atLeast(1, { syncIntervalMs: options.syncIntervalMs ?? 200 }),
    syncBytes: atLeast(1, { syncBytes: options.syncBytes ?? 4 * MEBI }),
    segmentBytes: atLeast(1024, { segmentBytes: options.segmentBytes ?? 64 * MEBI }),
    segmentAgeMs: atLeast(1, { segmentAgeMs: options.segmentAgeMs ?? DAY_MS }),
    maxEventBytes: atLeast(1024, { maxEventBytes: options.maxEventBytes ?? 64 * MEBI }, 128 * MEBI),
    maxPendingBytes: atLeast(1024, { maxPendingBytes: options.maxPendingBytes ?? 128 * MEBI }),
    retention: {
      maxBytes: atLeast(0, { maxBytes: retention.maxBytes ?? Infinity }),
      maxAgeMs: atLeast(0, { maxAgeMs: retention.maxAgeMs ?? Infinity }),
      maxSegments: atLeast(1, { maxSegments: retention.maxSegments ?? Infinity }),
      keepUnread: retention.keepUnread ?? true,
      consumerIdleMs: atLeast(0, { consumerIdleMs: retention.consumerIdleMs ?? 7 * DAY_MS }),
    },
  };
}

function forcesSyncByType(event: BusEvent): boolean {
  return event.type.endsWith("Failed") || event.type === "RunCompleted" || (event.type === "BatchProgress" && event.checkpoint !== undefined);
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function atLeast(least: number, named: Readonly<Record<string, number>>, most = Infinity): number {
  const [name = "", value = NaN] = Object.entries(named)[0] ?? [];
  if (value >= least && value <= most) return value;
  const range = most === Infinity ? `a number >= ${least}` : `a number from ${least} to ${most}`;
  throw new RangeError(`Cannot open the log: ${name} must be ${range}, received ${value}`);
}
