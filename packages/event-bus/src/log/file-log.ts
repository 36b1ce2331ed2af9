import type { SluiceError } from "@sluice/core-events";
import type { BusEvent, LogEntry } from "../event-bus.js";
import type { EventLogReader } from "./event-log-reader.js";
import type { ReadOptions } from "./read-options.js";

/** How a log is doing. */
export interface FileLogFigures {
  /** The last offset given out. */
  readonly appendedOffset: number;
  /** The last offset that survives a crash of this process. */
  readonly writtenOffset: number;
  /** The last offset that is known to survive a power cut. */
  readonly syncedOffset: number;
  /** Bytes of events that wait to be written. */
  readonly pendingBytes: number;
  readonly syncs: number;
  /** Segments begun by this process. */
  readonly rotations: number;
  /** What retention has removed. */
  readonly removedEvents: number;
  /** Bytes of a half line that were cut off when the log was opened. */
  readonly cutBytes: number;
  /** Events that were appended and never written, because the log failed. */
  readonly lostEvents: number;
  /** What has ended the writing. */
  readonly failure: SluiceError | null;
}

/** A log that this process writes. */
export interface FileLog extends EventLogReader, AsyncDisposable {
  /**
   * Takes an event and gives its offset; it is written together with others right after.
   *
   * @throws {TypeError} If JSON cannot hold the event. @throws {RangeError} If far too many events wait, because nobody awaits `settled`.
   * @throws {SluiceError} `LOG_UNWRITABLE` or `LOCK_LOST` once the log has failed, `RECORD_TOO_LARGE` for an event beyond the limit.
   */
  append(event: BusEvent): number;
  /** Resolves when the event at this offset survives a crash of this process; with `always`, a power cut. May be left unawaited. */
  settled(offset: number): Promise<void>;
  /** Resolves when everything appended so far survives a power cut. */
  flush(): Promise<void>;
  readonly figures: FileLogFigures;
  /** Like `readBatches`, and gives out only what survives a power cut, or with `never` what is written: for forwarders. */
  readSynced(options?: ReadOptions): AsyncIterableIterator<readonly LogEntry[]>;
}
