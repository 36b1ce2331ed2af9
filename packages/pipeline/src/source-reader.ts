import type { AnyAdapter, FetchContext } from "@sluice/core-events";
import { kindOf } from "./kind-of.js";
import { isThenable } from "./thenable.js";

type Source<Raw> = Partial<AsyncIterable<Raw> & Iterable<Raw>> | null | undefined;

/** How long a source may take to close before the run ends without it. */
const CLOSE_GRACE_MS = 5_000;

/** The open source of one run: pulled one item at a time, and closed on every way out. */
export class SourceReader<Raw> {
  readonly #name: string;
  readonly #iterator: AsyncIterator<Raw> | Iterator<Raw>;
  #done = false;
  #closing: Promise<void> | null = null;

  /** @throws What `adapter.fetch` throws, or a `TypeError` if it gives nothing that can be iterated. */
  constructor(adapter: AnyAdapter, context: FetchContext) {
    this.#name = adapter.name;
    this.#iterator = iteratorOf(adapter.fetch(context) as Source<Raw>); // AnyAdapter has forgotten its Raw
  }

  /** The next item; not a promise where the source is a plain iterable. */
  next(): Promise<IteratorResult<Raw>> | IteratorResult<Raw> {
    return this.#iterator.next();
  }

  /** Notes that the source has ended or thrown by itself: there is nothing left to close. */
  ended(): void {
    this.#done = true;
  }

  /** Closes the source; a source that does not close within five seconds is warned of and left behind. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#done) return;
    const closing = this.#iterator.return?.();
    if (!isThenable(closing)) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(resolve, CLOSE_GRACE_MS, "late");
    });
    try {
      if ((await Promise.race([closing, late])) === "late") warnOfOpenSource(this.#name);
    } finally {
      clearTimeout(timer);
    }
  }
}

function iteratorOf<Raw>(source: Source<Raw>): AsyncIterator<Raw> | Iterator<Raw> {
  const iterator = source?.[Symbol.asyncIterator]?.() ?? source?.[Symbol.iterator]?.();
  if (iterator !== undefined) return iterator;
  throw new TypeError(`fetch() must return an iterable or an async iterable, received ${isThenable(source) ? "a promise" : kindOf(source)}`);
}

function warnOfOpenSource(name: string): void {
  const message = `The source of adapter ${name} did not close within ${CLOSE_GRACE_MS} ms; give context.signal to everything it waits for`;
  process.emitWarning(message, { type: "SluiceWarning", code: "SLUICE_SOURCE_NOT_CLOSED" });
}
