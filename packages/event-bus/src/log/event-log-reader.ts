import { open } from "node:fs/promises";
import type { LogEntry } from "../event-bus.js";
import { type ConsumerOffset, consumerOffset } from "./consumer-offset.js";
import { listSegments, SAFE_FLAGS } from "./log-files.js";
import { readBatches } from "./read-batches.js";
import { type ReadOptions, readPlan } from "./read-options.js";
import { indexSegment, loadIndex } from "./segment-index.js";

/** The offsets that a log holds, both included; `last` is `first - 1` where it holds none. */
export interface LogRange {
  readonly first: number;
  readonly last: number;
}

/** The reading side of a log. */
export interface EventLogReader {
  readonly directory: string;
  /** The events in the order of their offsets. */
  read(options?: ReadOptions): AsyncIterableIterator<LogEntry>;
  /** The same in arrays, as they come from the file: for readers to whom a microsecond matters. */
  readBatches(options?: ReadOptions): AsyncIterableIterator<readonly LogEntry[]>;
  range(): Promise<LogRange>;
  /** The stored position of a named consumer. @throws {TypeError} If the name makes no file name. */
  consumerOffset(name: string): ConsumerOffset;
}

/**
 * Reads the log in a directory, also while another process writes it. It takes no lock and changes nothing; a log that does not
 * exist yet is empty.
 *
 * @example
 * ```ts
 * for await (const { offset, event } of fileLogReader("run/events").read({ from: 1 })) console.log(offset, event.type);
 * ```
 */
export function fileLogReader(directory: string): EventLogReader {
  const batches = (options: ReadOptions = {}): AsyncIterableIterator<readonly LogEntry[]> => readBatches({ directory }, readPlan(options));
  return {
    directory,
    readBatches: batches,
    read: (options) => flatten(batches(options)),
    range: () => rangeOf(directory),
    consumerOffset: (name) => consumerOffset(directory, name),
  };
}

/** The entries of all arrays. */
export async function* flatten<Entry extends LogEntry>(batches: AsyncIterable<readonly Entry[]>): AsyncGenerator<Entry, void, undefined> {
  for await (const batch of batches) yield* batch;
}

/** @throws {SluiceError} `LOG_DAMAGED` if the last segment is damaged. */
async function rangeOf(directory: string): Promise<LogRange> {
  const segments = await listSegments(directory);
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return { first: 1, last: 0 };
  const handle = await open(last.path, SAFE_FLAGS);
  try {
    const { index } = await indexSegment(handle, last, await loadIndex(last, (await handle.stat()).size));
    return { first: first.base, last: last.base + index.events - 1 };
  } finally {
    await handle.close();
  }
}
