import { type ParsedEvent, parseEvent } from "@sluice/core-events";
import { readJsonlFile } from "./read-jsonl-file.js";

/** One event of a file, and as `offset` the number of its line, from 0. */
export type EventEntry = ParsedEvent & { readonly offset: number };

/** Where {@link readEvents} begins. */
export interface ReadEventsOptions {
  /** The first offset that is wanted. @default 0 */
  readonly from?: number;
}

/**
 * The events of a file that `eventsSink` wrote, plain or gzip, in order and lazily. Events of a newer release come as they are.
 *
 * @throws {SluiceError} `SINK_DAMAGED`, naming file and line, at the first line that is torn or no JSON; `EVENT_INVALID` for a
 * line that is no event; `SOURCE_UNREADABLE` if the file cannot be opened.
 * @throws {RangeError} If `from` is no offset.
 */
export async function* readEvents(path: string, { from = 0 }: ReadEventsOptions = {}): AsyncGenerator<EventEntry, void, undefined> {
  if (!Number.isSafeInteger(from) || from < 0) throw new RangeError(`Cannot read events: from must be an integer >= 0, received ${from}`);
  for await (const { line, value } of readJsonlFile(path)) {
    const offset = line - 1;
    if (offset >= from) yield { offset, ...parseEvent(value) };
  }
}
