import type { AnyEvent, EventConsumer } from "./any-event.js";
import { withinMs } from "./within-ms.js";

/** A generator that waits for something does not close before it gets it. */
const CLOSE_WITHIN_MS = 2_000;

/** A stream that somebody watches, who may stop it. */
export interface WatchedStream<Item> extends AsyncIterableIterator<Item, undefined>, AsyncDisposable {
  next(): Promise<IteratorResult<Item, undefined>>;
  return(): Promise<IteratorResult<Item, undefined>>;
  [Symbol.asyncIterator](): WatchedStream<Item>;
}

/**
 * The same events, or arrays of events, in the same order, each shown to `observe` before it is handed on. Nothing is read ahead.
 *
 * `stop()` closes the source; what was shown already is still handed on, then the iteration rejects with the error. What
 * `observe` throws does the same.
 */
export class StoppableStream<Item extends AnyEvent | readonly AnyEvent[]> implements WatchedStream<Item> {
  readonly #source: AsyncIterator<Item, unknown>;
  readonly #observe: EventConsumer;
  readonly #onEnd: () => void;
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void) | null = null;
  #hasEnded = false;

  /** @param onEnd Called once, when nothing more is read, for whatever reason. */
  constructor(source: AsyncIterable<Item>, observe: EventConsumer, onEnd: () => void = () => undefined) {
    this.#source = source[Symbol.asyncIterator]();
    this.#observe = observe;
    this.#onEnd = onEnd;
  }

  /** Ends the stream with an error; the first one wins. */
  stop(error: unknown): void {
    if (this.#failure !== null || this.#hasEnded) return;
    this.#failure = { error };
    const wake = this.#wake;
    if (wake !== null) void withinMs(this.#close(), CLOSE_WITHIN_MS).then(wake, wake);
  }

  async next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#failure !== null) return await this.#fail(this.#failure);
    if (this.#hasEnded) return { done: true, value: undefined };
    const result = await this.#read();
    if (result === null || result.done === true) {
      this.#end();
      return await this.#ended();
    }
    try {
      this.#show(result.value);
    } catch (error) {
      this.#failure ??= { error };
    }
    return result;
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    await this.#close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** Waits for the source or for `stop`, then `null`; a race with a promise that outlives it would leave something behind at each event. */
  #read(): Promise<IteratorResult<Item, unknown> | null> {
    const { promise, resolve, reject } = Promise.withResolvers<IteratorResult<Item, unknown> | null>();
    this.#wake = () => resolve(null);
    this.#source.next().then(resolve, (error: unknown) => {
      this.#end();
      reject(error);
    });
    return promise.finally(() => (this.#wake = null));
  }

  /** The source has ended, or somebody has stopped it while it was being waited for. */
  async #ended(): Promise<IteratorResult<Item, undefined>> {
    if (this.#failure !== null) return await this.#fail(this.#failure);
    return { done: true, value: undefined };
  }

  async #fail({ error }: { readonly error: unknown }): Promise<never> {
    this.#failure = null;
    if (!this.#hasEnded) await this.#close();
    throw error;
  }

  async #close(): Promise<void> {
    this.#end();
    await this.#source.return?.();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onEnd();
  }

  #show(item: AnyEvent | readonly AnyEvent[]): void {
    if (isBatch(item)) for (const event of item) this.#observe(event);
    else this.#observe(item);
  }
}

function isBatch(item: AnyEvent | readonly AnyEvent[]): item is readonly AnyEvent[] {
  return Array.isArray(item);
}
