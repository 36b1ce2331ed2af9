import { RingQueue } from "./ring-queue.js";
import { unheard } from "./unheard.js";

interface Waiter {
  readonly offset: number;
  readonly settled: PromiseWithResolvers<void>;
}

/** Those who wait for an offset to be reached. Ask in the order of offsets. */
export class OffsetWaiters {
  readonly #waiters = new RingQueue<Waiter>();
  #next: Waiter | undefined;
  #last: Waiter | undefined;
  #reached: number;

  constructor(reached: number) {
    this.#reached = reached;
  }

  get reached(): number {
    return this.#reached;
  }

  /** A promise that may be left alone: it rejects, without being heard by anybody, only together with the log. */
  wait(offset: number): Promise<void> {
    if (offset <= this.#reached) return Promise.resolve();
    if (this.#last !== undefined && this.#last.offset >= offset) return this.#last.settled.promise;
    const waiter = { offset, settled: Promise.withResolvers<void>() };
    this.#last = waiter;
    if (this.#next === undefined) this.#next = waiter;
    else this.#waiters.push(waiter);
    return unheard(waiter.settled.promise); // the log reports the failure
  }

  reach(offset: number): void {
    this.#reached = Math.max(this.#reached, offset);
    while (this.#next !== undefined && this.#next.offset <= this.#reached) this.#shift().settled.resolve();
  }

  fail(error: unknown): void {
    while (this.#next !== undefined) this.#shift().settled.reject(error);
  }

  #shift(): Waiter {
    const waiter = this.#next as Waiter; // both callers have looked
    this.#next = this.#waiters.shift();
    if (this.#next === undefined) this.#last = undefined;
    return waiter;
  }
}
