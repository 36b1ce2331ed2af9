import { SluiceError } from "@sluice/core-events";
import type { BusReports } from "./bus-reports.js";
import type { Delivery, EventHandler, SubscriptionFigures } from "./event-bus.js";
import type { AbandonableSubscription } from "./event-stream.js";
import { isThenable } from "./is-thenable.js";
import { OffsetWaiters } from "./offset-waiters.js";
import { RingQueue } from "./ring-queue.js";
import type { SubscriptionLimits } from "./subscription-limits.js";
import { unheard } from "./unheard.js";
import { withinMs } from "./within-ms.js";

/** What a {@link Subscriber} needs of the bus it belongs to. */
export interface SubscriberHost {
  readonly reports: BusReports;
  readonly closeTimeoutMs: number;
  readonly onEnd: (subscriber: Subscriber) => void;
}

/**
 * One subscription of a bus: calls its handler at once while it keeps up, without a promise or a copy, and lets events wait
 * up to its bound while it does not.
 */
export class Subscriber implements AbandonableSubscription {
  readonly name: string;
  readonly closed: Promise<void>;
  readonly limits: SubscriptionLimits;
  readonly #handler: EventHandler;
  readonly #host: SubscriberHost;
  readonly #queue = new RingQueue<Delivery>();
  readonly #ending = Promise.withResolvers<void>();
  #current: Delivery | null = null;
  #isBusy = false;
  #hasEnded = false;
  #missedBefore = 0;
  #missedBehind = 0;
  #room: PromiseWithResolvers<void> | null = null;
  #waiters: OffsetWaiters | null = null;
  #evicted = 0;
  #delivered = 0;
  #dropped = 0;
  #failed = 0;
  #skipped = 0;

  constructor(limits: SubscriptionLimits, handler: EventHandler, host: SubscriberHost) {
    this.limits = limits;
    this.name = limits.name;
    this.#handler = handler;
    this.#host = host;
    this.closed = unheard(this.#ending.promise);
    limits.signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (limits.signal?.aborted === true) this.end(null);
  }

  get figures(): SubscriptionFigures {
    const queued = this.#queue.length + (this.#isBusy ? 1 : 0);
    return { delivered: this.#delivered, dropped: this.#dropped, failed: this.#failed, skipped: this.#skipped, queued };
  }

  /** How many of the events accepted are done with. */
  get #settled(): number {
    return this.#delivered + this.#failed + this.#evicted;
  }

  /** Events that wait beyond the bound, because publishers did not wait. */
  get overflowing(): number {
    return this.#queue.length - this.limits.capacity;
  }

  /** Takes an event over; the promise is for publishers who wait for room. */
  offer(delivery: Delivery): Promise<void> | undefined {
    if (this.#hasEnded) return undefined;
    if (delivery.replayed && this.limits.sideEffects) {
      this.#skipped += 1;
      return undefined;
    }
    if (this.#isBusy) return this.#enqueue(delivery);
    this.#handle(delivery);
    return undefined;
  }

  /** Resolves when what has been offered so far is handled, or lost. */
  async handled(): Promise<void> {
    if (!this.#isBusy) return;
    this.#waiters ??= new OffsetWaiters(this.#settled);
    await this.#waiters.wait(this.#settled + this.#queue.length + 1);
  }

  /** Ends the subscription at once; with an error if it was not its owner who ended it. */
  end(error: Error | null): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.limits.signal?.removeEventListener("abort", this.#onAbort);
    this.#dropAll(error === null ? "closed" : "disconnect");
    this.#room?.resolve();
    if (error === null) this.#ending.resolve();
    else this.#ending.reject(error);
    this.#host.onEnd(this);
  }

  abandon(): void {
    this.end(null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end(null);
    await withinMs(this.handled(), this.#host.closeTimeoutMs);
  }

  #handle(delivery: Delivery): void {
    const missed = this.#missedBefore + this.#missedBehind;
    const current = missed === 0 ? delivery : { ...delivery, missed: delivery.missed + missed };
    this.#missedBefore = 0;
    this.#missedBehind = 0;
    this.#call(current);
  }

  /** Whether the handler is still at it. */
  #call(delivery: Delivery): boolean {
    try {
      const result = this.#handler(delivery.event, delivery);
      if (!isThenable(result)) {
        this.#delivered += 1;
        return false;
      }
      this.#current = delivery;
      this.#isBusy = true;
      result.then(this.#onHandled, this.#onFailed);
      return true;
    } catch (error) {
      this.#fail(error, delivery);
      return false;
    }
  }

  readonly #onHandled = (): void => {
    this.#delivered += 1;
    this.#drain();
  };

  readonly #onFailed = (error: unknown): void => {
    this.#fail(error, this.#current);
    this.#drain();
  };

  readonly #onAbort = (): void => this.end(null);

  #drain(): void {
    this.#current = null;
    this.#waiters?.reach(this.#settled);
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if (this.#room !== null && this.#queue.length < this.limits.capacity) this.#giveRoom();
      this.#isBusy = true; // what the handler publishes meanwhile waits behind
      const missed = this.#missedBefore;
      this.#missedBefore = 0;
      const isPending = this.#call(missed === 0 ? next : { ...next, missed: next.missed + missed });
      if (isPending) return;
      this.#waiters?.reach(this.#settled);
    }
    this.#isBusy = false;
  }

  #enqueue(delivery: Delivery): Promise<void> | undefined {
    const { capacity, overflow } = this.limits;
    if (this.#queue.length >= capacity && overflow !== "wait") {
      if (overflow === "disconnect") { this.#disconnect(); return; }
      if (overflow === "drop-newest") {
        this.#missedBehind += 1;
        this.#drop(overflow, delivery); return;
      }
      const oldest = this.#queue.shift();
      this.#missedBefore += 1 + (oldest?.missed ?? 0);
      this.#evict(1);
      this.#drop(overflow, oldest);
    }
    this.#queue.push(this.#missedBehind === 0 ? delivery : { ...delivery, missed: delivery.missed + this.#missedBehind });
    this.#missedBehind = 0;
    if (overflow !== "wait" || this.#queue.length < capacity) return undefined;
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  #giveRoom(): void {
    this.#room?.resolve();
    this.#room = null;
  }

  #disconnect(): undefined {
    const { name, limits } = this;
    const message = `Cannot keep subscription ${name}: it must leave at most ${limits.capacity} events waiting, received one more`;
    const error = new SluiceError(message, { code: "SUBSCRIBER_TOO_SLOW", context: { subscription: name, capacity: limits.capacity } });
    this.#dropped += 1;
    this.end(error);
    this.#host.reports.failure(error, { name, event: null });
  }

  #drop(reason: "drop-oldest" | "drop-newest", delivery: Delivery | undefined): undefined {
    this.#dropped += 1;
    this.#host.reports.drop({ subscription: this.name, reason, event: delivery?.event ?? null, count: 1, dropped: this.#dropped });
  }

  #dropAll(reason: "closed" | "disconnect"): void {
    const count = this.#queue.length;
    this.#queue.clear();
    this.#evict(count);
    this.#dropped += count;
    const lost = reason === "disconnect" ? count + 1 : count;
    if (lost > 0) this.#host.reports.drop({ subscription: this.name, reason, event: null, count: lost, dropped: this.#dropped });
  }

  /** Counts events that were accepted and will not be handled. */
  #evict(count: number): void {
    this.#evicted += count;
    this.#waiters?.reach(this.#settled);
  }

  #fail(error: unknown, delivery: Delivery | null): void {
    this.#failed += 1;
    this.#host.reports.failure(error, { name: this.name, event: delivery?.event ?? null });
  }
}
