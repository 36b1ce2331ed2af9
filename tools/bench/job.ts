import type { Document } from "@sluice/core-events";

/** One record of the made-up source, about 200 bytes long. */
export interface SourceRecord {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** What is asked of a peer: `a`, `b` and `c` want documents only, `ea` and `eb` are `a` and `b` with events. */
export const SCENARIOS = ["a", "b", "c", "ea", "eb"] as const;

/** @see {@link SCENARIOS} */
export type Scenario = (typeof SCENARIOS)[number];

/** How many documents a scenario may have in flight. */
export const concurrencyOf: Readonly<Record<Scenario, number>> = { a: 1, b: 16, c: 16, ea: 1, eb: 16 };

/** Documents between two progress events. */
export const PROGRESS_INTERVAL = 100;

/** Characters in the text of every document. */
export const TEXT_CHARS = 176;

const PROSE = "abcdefghij klmnopqrst uvwxyz 0123456789 ".repeat(8);

/**
 * Yields `count` records, each made when it is asked for.
 *
 * @param onPage Called with the number of the next record before every 1,000th, where an adapter sets its mark.
 */
export async function* records(count: number, onPage?: (next: number) => void): AsyncGenerator<SourceRecord, void, undefined> {
  for (let n = 0; n < count; n += 1) {
    if (n % 1000 === 0) onPage?.(n);
    const from = n % 128;
    yield { id: `doc-${n}`, title: "A record of the made-up source", body: PROSE.slice(from, from + TEXT_CHARS) };
  }
}

/** The cheap synchronous step that every peer runs. */
function parseRecord({ id, title, body }: SourceRecord): Document {
  return { docId: id, title, text: body, metadata: { bodyChars: body.length }, provenance: { source: "bench" } };
}

async function parseAfterMicrotask(record: SourceRecord): Promise<Document> {
  await Promise.resolve();
  return parseRecord(record);
}

async function parseAfterImmediate(record: SourceRecord): Promise<Document> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  return parseRecord(record);
}

/** The parse step of a scenario. */
export function parserOf(scenario: Scenario): (record: SourceRecord) => Document | Promise<Document> {
  if (scenario === "c") return parseAfterImmediate;
  return concurrencyOf[scenario] === 1 ? parseRecord : parseAfterMicrotask;
}

/** Whether a scenario wants started, completed and progress events, not bare documents. */
export function wantsEvents(scenario: Scenario): boolean {
  return scenario.startsWith("e");
}
