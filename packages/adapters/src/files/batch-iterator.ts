import type { FetchContext, JsonValue } from "@sluice/core-events";

/** Items that stand together, and the cursor in front of the first; `null` where reading cannot begin again. */
export interface Batch<Item> {
  readonly cursor: JsonValue | null;
  readonly items: readonly Item[];
}

/**
 * The items of batches, one by one, with a mark before each batch and without an `await` inside one.
 * Hand-written, because a second async generator would cost more than the rest of a small record.
 *
 * @throws The signal's reason, before the next item, once it has aborted.
 */
export class BatchIterator<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #batches: AsyncIterator<Batch<Item>, unknown>;
  readonly #context: Pick<FetchContext, "mark" | "signal">;
  #items: readonly Item[] = [];
  #index = 0;

  constructor(batches: AsyncIterable<Batch<Item>>, context: Pick<FetchContext, "mark" | "signal">) {
    this.#batches = batches[Symbol.asyncIterator]();
    this.#context = context;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#index >= this.#items.length || this.#context.signal.aborted) return this.#advance();
    const value = this.#items[this.#index] as Item; // inside the bounds, see the line above
    this.#index += 1;
    return Promise.resolve({ done: false, value });
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#items = [];
    await this.#batches.return?.();
    return { done: true, value: undefined };
  }

  async #advance(): Promise<IteratorResult<Item, undefined>> {
    const { signal, mark } = this.#context;
    if (signal.aborted) await this.return();
    signal.throwIfAborted();
    const next = await this.#batches.next();
    if (next.done === true) return this.return();
    const { cursor, items } = next.value;
    this.#items = items;
    this.#index = 0;
    if (cursor !== null && items.length > 0) mark(cursor);
    return this.next();
  }
}
