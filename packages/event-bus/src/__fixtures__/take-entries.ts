import type { ConsumeOptions, EventTransport, ReceivedEntry } from "../event-transport.js";

/** How to take entries. */
export interface TakeOptions extends Partial<ConsumeOptions> {
  readonly count: number;
  /** How many of them are acknowledged, from the first. @default all */
  readonly acknowledges?: number;
  readonly timeoutMs?: number;
}

/** The next entries of a consumer, which must come in time. */
export async function takeEntries(transport: EventTransport, options: TakeOptions): Promise<ReceivedEntry[]> {
  const { count, acknowledges = count, timeoutMs = 20_000, group = "g", consumer = "c1", from = "start" } = options;
  const entries: ReceivedEntry[] = [];
  for await (const entry of transport.consume!({ group, consumer, from, signal: AbortSignal.timeout(timeoutMs) })) {
    entries.push(entry);
    if (entries.length <= acknowledges) await entry.ack();
    if (entries.length === count) break;
  }
  return entries;
}

export function offsetsOfEntries(entries: readonly { readonly offset: number | null }[]): (number | null)[] {
  return entries.map(({ offset }) => offset);
}

/** The sample entries with these numbers as offsets. */
export function entriesFrom<Event>(events: readonly Event[], from = 1): { event: Event; offset: number }[] {
  return events.map((event, index) => ({ event, offset: from + index }));
}

/** An iterator that can be left. */
export interface EntryReader extends AsyncIterator<ReceivedEntry, undefined> {
  return(): Promise<IteratorResult<ReceivedEntry, undefined>>;
}

/** Reads one entry at a time. */
export function reader(transport: EventTransport, options: ConsumeOptions): EntryReader {
  return transport.consume!(options)[Symbol.asyncIterator]() as EntryReader; // the transports here generate
}
