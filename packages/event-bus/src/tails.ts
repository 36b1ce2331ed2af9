import type { BusReports } from "./bus-reports.js";
import type { Delivery, EventHandler } from "./event-bus.js";
import type { EventLogReader } from "./log/event-log-reader.js";
import type { SubscriptionLimits } from "./subscription-limits.js";
import { TailSubscription } from "./tail-subscription.js";

/** What {@link Tails} are made of. */
export interface TailsOptions {
  readonly log: EventLogReader;
  readonly reports: BusReports;
  readonly closeTimeoutMs: number;
  readonly lastOffset: () => number | null;
}

/** The subscriptions of a bus that read its log. */
export class Tails {
  readonly #options: TailsOptions;
  readonly #open = new Set<TailSubscription>();

  constructor(options: TailsOptions) {
    this.#options = options;
  }

  add(limits: SubscriptionLimits, handler: EventHandler): TailSubscription {
    if (limits.group !== undefined && [...this.#open].some((other) => other.limits.group === limits.group)) {
      throw new TypeError(`Cannot subscribe: a group of a file log has one subscription at a time, received a second one for ${limits.group}`);
    }
    const subscription = new TailSubscription(limits, handler, { ...this.#options, onEnd: (ended) => this.#open.delete(ended) });
    this.#open.add(subscription);
    return subscription;
  }

  deliver(delivery: Delivery): Promise<void> | undefined {
    if (this.#open.size === 0) return undefined;
    return Promise.all([...this.#open].map((subscription) => subscription.deliver(delivery))).then(() => undefined);
  }

  /** Resolves when all have handled everything up to this offset. */
  async handled(offset: number): Promise<void> {
    await Promise.all([...this.#open].map((subscription) => subscription.handled(offset)));
  }

  async end(): Promise<void> {
    await Promise.all([...this.#open].map((subscription) => subscription[Symbol.asyncDispose]()));
  }
}
