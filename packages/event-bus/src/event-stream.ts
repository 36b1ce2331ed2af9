import type { Delivery, EventHandler, EventStream, Subscription } from "./event-bus.js";

/** A subscription that can be ended without waiting for the event it is handling, which then does not count as handled. */
export interface AbandonableSubscription extends Subscription {
  abandon(): void;
}

interface Slot<Event> {
  readonly delivery: Delivery<Event>;
  readonly done: () => void;
}

type Result<Event> = IteratorResult<Delivery<Event>, undefined>;
type Subscribe<Event> = (handler: EventHandler<Event>) => AbandonableSubscription;

/**
 * Makes an async iterable of a subscription. An event counts as handled when the next one is asked for; leaving the loop ends the
 * subscription, and the event that it was left at does not count.
 *
 * @param subscribe Takes the handler and gives the subscription.
 */
export function eventStream<Event>(subscribe: Subscribe<Event>): EventStream<Event> {
  return new HandedOver(subscribe);
}

class HandedOver<Event> implements EventStream<Event> {
  readonly #subscription: AbandonableSubscription;
  #unread: Slot<Event> | null = null;
  #isRead: (() => void) | null = null;
  #reader: PromiseWithResolvers<Result<Event>> | null = null;
  #end: { readonly error?: unknown } | null = null;

  constructor(subscribe: Subscribe<Event>) {
    this.#subscription = subscribe(async (_, delivery) => await new Promise<void>((resolve) => this.#hold({ delivery, done: resolve })));
    this.#subscription.closed.then(() => this.#finish({}), (error: unknown) => this.#finish({ error }));
  }

  get name(): string {
    return this.#subscription.name;
  }

  get closed(): Promise<void> {
    return this.#subscription.closed;
  }

  get figures(): Subscription["figures"] {
    return this.#subscription.figures;
  }

  async next(): Promise<Result<Event>> {
    if (this.#reader !== null) throw new TypeError("Cannot read the next event: expected the call before to have ended, received another call");
    this.#isRead?.();
    this.#isRead = null;
    const slot = this.#unread;
    if (slot !== null) {
      this.#unread = null;
      return this.#give(slot);
    }
    if (this.#end !== null) return this.#ended(this.#end);
    this.#reader = Promise.withResolvers<Result<Event>>();
    return await this.#reader.promise;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#subscription.abandon();
    this.#unread?.done();
    this.#isRead?.();
    this.#unread = null;
    this.#finish({});
    await this.#subscription[Symbol.asyncDispose]();
    return { done: true, value: undefined };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #hold(slot: Slot<Event>): void {
    const reader = this.#reader;
    this.#reader = null;
    if (this.#end !== null) slot.done();
    else if (reader === null) this.#unread = slot;
    else reader.resolve(this.#give(slot));
  }

  #give({ delivery, done }: Slot<Event>): Result<Event> {
    this.#isRead = done;
    return { done: false, value: delivery };
  }

  #finish(end: { readonly error?: unknown }): void {
    this.#end ??= end;
    const reader = this.#reader;
    this.#reader = null;
    if ("error" in this.#end) reader?.reject(this.#end.error);
    else reader?.resolve({ done: true, value: undefined });
  }

  #ended(end: { readonly error?: unknown }): IteratorReturnResult<undefined> {
    if (!("error" in end)) return { done: true, value: undefined };
    this.#end = {};
    throw end.error;
  }
}
