import type { EventLoopTurns } from "./event-loop-turns.js";
import { RingBuffer } from "./ring-buffer.js";
import type { RunClock } from "./run-clock.js";

/** What an {@link EventQueue} works with. */
export interface EventQueueOptions {
  readonly capacity: number;
  readonly maxBytes: number;
  readonly clock: RunClock;
  readonly turns: EventLoopTurns;
  /** Called when there is room again after the queue was full. */
  readonly onRoom: () => void;
}

type Resolve<T> = (result: IteratorResult<T, undefined> | PromiseLike<IteratorResult<T, undefined>>) => void;

/**
 * The bounded queue between a run and its consumer. `push` is synchronous and always accepts: whoever produces asks `isFull`
 * before it takes up the next document, whose own few events may then overshoot.
 */
export class EventQueue<T> {
  /** Milliseconds in which the consumer waited for an item; a wait within one turn of the event loop counts as none. */
  consumerWaitMs = 0;
  readonly #items: RingBuffer<T>;
  readonly #sizes: RingBuffer<number> | null;
  readonly #capacity: number;
  readonly #maxBytes: number;
  readonly #clock: RunClock;
  readonly #turns: EventLoopTurns;
  readonly #onRoom: () => void;
  #bytes = 0;
  #waiter: Resolve<T> | null = null;
  #waitingSince = 0;
  #batchWaits = false;
  #arrival: (() => void) | null = null;
  #awaited = 1;
  #ended = false;
  #discarded = false;
  #failure: { readonly error: unknown } | null = null;

  constructor({ capacity, maxBytes, clock, turns, onRoom }: EventQueueOptions) {
    this.#items = new RingBuffer(Math.min(capacity, 1024) + 8);
    this.#sizes = maxBytes === Infinity ? null : new RingBuffer(Math.min(capacity, 1024) + 8);
    this.#capacity = capacity;
    this.#maxBytes = maxBytes;
    this.#clock = clock;
    this.#turns = turns;
    this.#onRoom = onRoom;
  }

  get length(): number {
    return this.#items.length;
  }

  /** @param held Items that wait elsewhere for their turn in this queue. @param heldBytes Those of every item on its way here. */
  isFull(held: number, heldBytes: number): boolean {
    return this.#items.length + held >= this.#capacity || this.#bytes + heldBytes >= this.#maxBytes;
  }

  push(item: T, bytes: number): void {
    const waiter = this.#waiter;
    if (waiter !== null) {
      this.#waiter = null;
      this.#turns.enter();
      this.consumerWaitMs += this.#clock.last - this.#waitingSince;
      waiter({ done: false, value: item });
      return;
    }
    if (this.#discarded) return;
    this.#items.push(item);
    if (this.#sizes !== null) {
      this.#sizes.push(bytes);
      this.#bytes += bytes;
    }
    if (this.#arrival !== null && this.#items.length >= this.#awaited) this.#announce();
  }

  /** No item follows: the consumer gets what is queued, then the end, or `failure`. */
  end(failure: { readonly error: unknown } | null = null): void {
    this.#ended = true;
    this.#failure = this.#discarded ? null : failure;
    this.#announce();
    const waiter = this.#waiter;
    this.#waiter = null;
    if (waiter !== null) waiter(this.#conclusion());
  }

  /** The consumer is gone: nothing that is queued will be read. */
  discard(): void {
    this.#discarded = true;
    this.#items.clear();
    this.#sizes?.clear();
    this.#bytes = 0;
    this.#failure = null;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#items.length > 0) {
      if (this.#turns.overdue()) return this.#turns.turn().then(() => this.next());
      return Promise.resolve({ done: false, value: this.#take() });
    }
    if (this.#ended) return this.#conclusion();
    if (this.#waiter !== null) return Promise.reject(tooEarly());
    this.#turns.enter();
    this.#waitingSince = this.#clock.last;
    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }

  /**
   * Up to `maxSize` queued items; an empty array is the end. Waits while nothing is there, then for the rest of the event
   * loop's turn, so that batches fill up without a delay that anybody would notice.
   */
  async nextBatch(maxSize: number): Promise<T[]> {
    if (this.#batchWaits) throw tooEarly();
    this.#batchWaits = true;
    if (this.#items.length < maxSize && !this.#ended) await this.#more(maxSize);
    if (this.#turns.overdue()) await this.#turns.turn();
    this.#batchWaits = false;
    const batch: T[] = [];
    while (this.#items.length > 0 && batch.length < maxSize) batch.push(this.#take());
    if (batch.length === 0) await this.#conclusion();
    return batch;
  }

  async #more(maxSize: number): Promise<void> {
    const since = this.#clock.tick();
    if (this.#items.length === 0) await this.#arrived(1);
    const enough = Math.min(maxSize, this.#capacity);
    if (this.#items.length < enough && !this.#ended) await Promise.race([this.#arrived(enough), this.#turns.turn()]);
    this.consumerWaitMs += this.#clock.tick() - since;
  }

  /** Resolves when `count` items are queued, or at the end. */
  #arrived(count: number): Promise<void> {
    this.#awaited = count;
    return new Promise((resolve) => {
      this.#arrival = resolve;
    });
  }

  #announce(): void {
    const arrival = this.#arrival;
    this.#arrival = null;
    arrival?.();
  }

  #take(): T {
    const item = this.#items.shift();
    if (this.#sizes !== null) this.#bytes -= this.#sizes.shift();
    this.#onRoom();
    return item;
  }

  #conclusion(): Promise<IteratorResult<T, undefined>> {
    const failure = this.#failure;
    this.#failure = null; // an iterator reports its failure once, then is done
    return failure === null ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(asError(failure.error));
  }
}

function tooEarly(): TypeError {
  return new TypeError("Cannot take the next event: the call before it must settle first");
}

function asError(error: unknown): Error {
  return error as Error; // the signal's reason is passed on untouched, whatever it is
}
