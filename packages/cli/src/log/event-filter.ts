import { type BusEvent, type LogEntry, matcherOf } from "@sluice/event-bus";
import { docIdOf, entryLine } from "./entry-line.js";

/** What {@link EventFilter} looks for; whatever is not given matches everything. */
export interface EventFilterOptions {
  readonly types?: readonly string[];
  readonly failed?: boolean;
  /** A text in the line or anywhere in the event, in upper or lower case. */
  readonly grep?: string;
  readonly adapter?: string;
  readonly docId?: string;
}

const MAX_RUNS = 1000;

/** Picks events of a log. Give it every event, because only the start of a run names the adapter of its documents. */
export class EventFilter {
  readonly #options: EventFilterOptions;
  readonly #matches: (type: string) => boolean;
  readonly #adapters = new Map<unknown, unknown>();

  constructor(options: EventFilterOptions) {
    this.#options = options;
    const all = options.failed === true ? ["*Failed"] : ["*"];
    const [byType, byOutcome] = [matcherOf(options.types ?? "*"), matcherOf(all)];
    this.#matches = (type) => byType(type) && byOutcome(type);
  }

  accepts(entry: LogEntry): boolean {
    const { event } = entry;
    const { grep, docId } = this.#options;
    this.#note(event);
    if (!this.#matches(event.type) || !this.#isOfAdapter(event)) return false;
    if (docId !== undefined && docIdOf(event) !== docId) return false;
    return grep === undefined || holds(entry, grep.toLowerCase());
  }

  #note({ type, runId, adapter }: BusEvent & { readonly adapter?: unknown; readonly runId?: unknown }): void {
    if (this.#options.adapter === undefined || type !== "RunStarted") return;
    const oldest = this.#adapters.keys().next();
    if (this.#adapters.size >= MAX_RUNS && oldest.done !== true) this.#adapters.delete(oldest.value);
    this.#adapters.set(runId, adapter);
  }

  #isOfAdapter(event: BusEvent): boolean {
    const { adapter } = this.#options;
    if (adapter === undefined) return true;
    const { adapter: own, runId } = event as { readonly adapter?: unknown; readonly runId?: unknown }; // not every event has one
    return (own ?? this.#adapters.get(runId)) === adapter;
  }
}

function holds(entry: LogEntry, text: string): boolean {
  return JSON.stringify(entry.event).toLowerCase().includes(text) || entryLine(entry).toLowerCase().includes(text);
}
