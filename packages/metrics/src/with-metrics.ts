import type { AnyEvent, EventConsumer } from "./event-consumer.js";

/** A stream with consumers listening in. */
export interface ObservedStream<Item> extends AsyncIterableIterator<Item, undefined>, AsyncDisposable {
  next(): Promise<IteratorResult<Item, undefined>>;
  return(): Promise<IteratorResult<Item, undefined>>;
  [Symbol.asyncIterator](): ObservedStream<Item>;
}

/**
 * The same events, or arrays of events, in the same order, each shown to every consumer before it is handed on. Nothing is read
 * ahead or kept; leaving early closes the source, and its errors pass unchanged. What a consumer throws closes it, too.
 *
 * At high rates read `stream.batches()`: one promise more per event costs about as much as counting it.
 *
 * @throws {TypeError} If no consumer is named.
 * @example
 * ```ts
 * const metrics = new RunMetrics();
 * const events = withMetrics(pipeline.streamEvents("jsonl", { parameters }).batches(), metrics.observe, prometheus.observe);
 * for await (const batch of events) await show(batch);
 * ```
 */
export function withMetrics<Item extends AnyEvent | readonly AnyEvent[]>(source: AsyncIterable<Item>, ...consumers: readonly EventConsumer[]): ObservedStream<Item> {
  if (consumers.length === 0) throw new TypeError("Cannot observe a stream: at least one consumer is required, received none");
  return new Observed(source[Symbol.asyncIterator](), consumers);
}

class Observed<Item extends AnyEvent | readonly AnyEvent[]> implements ObservedStream<Item> {
  readonly #source: AsyncIterator<Item, unknown>;
  readonly #consumers: readonly EventConsumer[];
  readonly #pass = (result: IteratorResult<Item, unknown>): IteratorResult<Item, undefined> | Promise<never> => {
    if (result.done === true) return { done: true, value: undefined };
    try {
      this.#show(result.value);
    } catch (error) {
      return this.#fail(error);
    }
    return result;
  };

  constructor(source: AsyncIterator<Item, unknown>, consumers: readonly EventConsumer[]) {
    this.#source = source;
    this.#consumers = consumers;
  }

  /** No async function: that would make two promises more of every event, and this makes one. */
  next(): Promise<IteratorResult<Item, undefined>> {
    return this.#source.next().then(this.#pass);
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** Closes the source, which a loop does not do for an iterator whose `next()` rejects. */
  async #fail(error: unknown): Promise<never> {
    await this.#source.return?.();
    throw error;
  }

  #show(item: AnyEvent | readonly AnyEvent[]): void {
    for (const consumer of this.#consumers) {
      if (isBatch(item)) for (const event of item) consumer(event);
      else consumer(item);
    }
  }
}

function isBatch(item: AnyEvent | readonly AnyEvent[]): item is readonly AnyEvent[] {
  return Array.isArray(item);
}
