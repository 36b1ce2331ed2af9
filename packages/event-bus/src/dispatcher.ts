import type { BusReports } from "./bus-reports.js";
import type { Delivery, EventHandler } from "./event-bus.js";
import { RingQueue } from "./ring-queue.js";
import { Subscriber } from "./subscriber.js";
import type { SubscriptionLimits } from "./subscription-limits.js";

const MAX_CACHED_TYPES = 1000; // types come from outside, so that their number is nobody's promise

/** What a {@link Dispatcher} is made of. */
export interface DispatcherOptions {
  readonly reports: BusReports;
  readonly closeTimeoutMs: number;
  /** Events that publishers may publish without waiting, beyond the room of a `wait` subscription. */
  readonly maxUnawaited: number;
}

/**
 * Hands each event to the subscribers whose pattern matches, by priority. An event that a handler publishes is handed out when
 * the one it answers has reached everybody, so that all subscribers see the same order and nothing recurses.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #deferred = new RingQueue<Delivery>();
  #subscribers: readonly Subscriber[] = [];
  #waiting: readonly Subscriber[] = [];
  #byType = new Map<string, readonly Subscriber[]>();
  #isDispatching = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  add(limits: SubscriptionLimits, handler: EventHandler): Subscriber {
    const { reports, closeTimeoutMs } = this.#options;
    const subscriber = new Subscriber(limits, handler, { reports, closeTimeoutMs, onEnd: (ended) => this.#set(this.#subscribers.filter((other) => other !== ended)) });
    if (limits.signal?.aborted !== true) this.#set([...this.#subscribers, subscriber].sort((a, b) => b.limits.priority - a.limits.priority));
    return subscriber;
  }

  /** @throws {RangeError} If publishers have not waited for far too long. */
  dispatch(delivery: Delivery): Promise<void> | undefined {
    if (this.#waiting.length > 0) this.#requireWaiting();
    if (this.#isDispatching) {
      this.#deferred.push(delivery);
      return undefined;
    }
    this.#isDispatching = true;
    try {
      let room = this.#offer(delivery);
      for (let next = this.#deferred.shift(); next !== undefined; next = this.#deferred.shift()) room = both(room, this.#offer(next));
      return room;
    } finally {
      this.#isDispatching = false;
    }
  }

  /** Resolves when every subscriber has handled what it has been given so far. */
  async handled(): Promise<void> {
    await Promise.all(this.#subscribers.map((subscriber) => subscriber.handled()));
  }

  end(): void {
    for (const subscriber of this.#subscribers) subscriber.end(null);
  }

  #offer(delivery: Delivery): Promise<void> | undefined {
    const subscribers = this.#byType.get(delivery.event.type) ?? this.#resolve(delivery.event.type);
    let room: Promise<void> | undefined;
    for (let index = 0; index < subscribers.length; index += 1) {
      const wanted = subscribers[index]?.offer(delivery);
      if (wanted !== undefined) room = both(room, wanted);
    }
    return room;
  }

  #resolve(type: string): readonly Subscriber[] {
    const found = this.#subscribers.filter(({ limits }) => limits.matches(type));
    if (this.#byType.size >= MAX_CACHED_TYPES) this.#byType.clear();
    this.#byType.set(type, found);
    return found;
  }

  #set(subscribers: readonly Subscriber[]): void {
    this.#subscribers = subscribers;
    this.#waiting = subscribers.filter(({ limits }) => limits.overflow === "wait");
    this.#byType = new Map();
  }

  #requireWaiting(): void {
    const { maxUnawaited } = this.#options;
    const full = this.#waiting.find(({ overflowing }) => overflowing > maxUnawaited);
    if (full === undefined) return;
    throw new RangeError(`Cannot publish: await what publish() returns while subscription ${full.name} is full, received ${maxUnawaited} events without waiting`);
  }
}

function both(first: Promise<void> | undefined, second: Promise<void> | undefined): Promise<void> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return Promise.all([first, second]).then(() => undefined);
}
