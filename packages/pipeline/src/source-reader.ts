import type { AnyAdapter, FetchContext } from "@sluice/core-events";
import { isThenable } from "./thenable.js";

/** How long a source may take to close before the run ends without it. */
const CLOSE_GRACE_MS = 5_000;

/** The open source of one run: pulled one item at a time, and closed on every way out. */
export class SourceReader<Raw> {
  readonly #name: string;
  readonly #iterator: AsyncIterator<Raw> | Iterator<Raw>;
  #done = false;
  #closing: Promise<void> | null = null;

  /** @throws What `adapter.fetch` throws. */
  constructor(adapter: AnyAdapter, context: FetchContext) {
    const source = adapter.fetch(context) as AsyncIterable<Raw> | Iterable<Raw>; // AnyAdapter has forgotten its Raw
    this.#name = adapter.name;
    this.#iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
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

function warnOfOpenSource(name: string): void {
  const message = `The source of adapter ${name} did not close within ${CLOSE_GRACE_MS} ms; give context.signal to everything it waits for`;
  process.emitWarning(message, { type: "SluiceWarning", code: "SLUICE_SOURCE_NOT_CLOSED" });
}
