import { errorMessageOf } from "@sluice/core-events";
import { backoffMs } from "./backoff.js";
import type { BusReports } from "./bus-reports.js";
import type { Delivery, EventHandler, LogEntry, SubscriptionFigures } from "./event-bus.js";
import type { AbandonableSubscription } from "./event-stream.js";
import { isThenable } from "./is-thenable.js";
import { type ConsumerOffset, requireReached } from "./log/consumer-offset.js";
import type { EventLogReader } from "./log/event-log-reader.js";
import type { LogNotice } from "./log/log-notice.js";
import { OffsetWaiters } from "./offset-waiters.js";
import { pause } from "./pause.js";
import type { SubscriptionLimits } from "./subscription-limits.js";
import { unheard } from "./unheard.js";
import { untilAborted } from "./until-aborted.js";
import { withinMs } from "./within-ms.js";

const REDELIVERY = { initialDelayMs: 100, maxDelayMs: 5_000 };
const MAX_DELIVERIES = 5;

/** What a {@link TailSubscription} needs of the bus it belongs to. */
export interface TailHost {
  readonly log: EventLogReader;
  readonly reports: BusReports;
  readonly closeTimeoutMs: number;
  /** The last offset that is appended, as far as this process knows. */
  readonly lastOffset: () => number | null;
  readonly onEnd: (subscription: TailSubscription) => void;
}

/**
 * A subscription that reads the log at its own pace. The log is its queue: nothing is dropped, and nobody waits for it.
 *
 * With a group, the position is stored after each batch that was handled, and an event whose handler fails comes again, with growing
 * waits, five times at most; then it is counted, reported and passed over.
 */
export class TailSubscription implements AbandonableSubscription {
  readonly name: string;
  readonly limits: SubscriptionLimits;
  readonly closed: Promise<void>;
  readonly #handler: EventHandler;
  readonly #host: TailHost;
  readonly #consumer: ConsumerOffset | null;
  readonly #abort = new AbortController();
  readonly #ending = Promise.withResolvers<void>();
  readonly #reached = new OffsetWaiters(0);
  readonly #reading: Promise<void>;
  #running: Promise<void> | null = null;
  #isClosing = false;
  #position = 0;
  #missed = 0;
  #delivered = 0;
  #dropped = 0;
  #failed = 0;
  #skipped = 0;

  constructor(limits: SubscriptionLimits, handler: EventHandler, host: TailHost) {
    this.limits = limits;
    this.name = limits.name;
    this.#handler = handler;
    this.#host = host;
    this.#consumer = limits.group === undefined ? null : host.log.consumerOffset(limits.group);
    this.closed = unheard(this.#ending.promise);
    limits.signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (limits.signal?.aborted === true) this.#abort.abort();
    this.#reading = this.#run(host.lastOffset());
  }

  get figures(): SubscriptionFigures {
    const last = this.#host.lastOffset();
    const queued = last === null || this.#position === 0 ? 0 : Math.max(0, last - this.#position);
    return { delivered: this.#delivered, dropped: this.#dropped, failed: this.#failed, skipped: this.#skipped, queued };
  }

  /** Resolves when everything up to this offset has been handled, or the subscription has ended. */
  async handled(offset: number): Promise<void> {
    await this.#reached.wait(offset);
  }

  /** Handles an event that comes from elsewhere, between two of the log. */
  async deliver(delivery: Delivery): Promise<void> {
    if (this.#abort.signal.aborted || !this.limits.matches(delivery.event.type)) return;
    if (delivery.replayed && this.limits.sideEffects) {
      this.#skipped += 1;
      return;
    }
    while (this.#running !== null) await this.#running;
    await this.#handle(delivery);
  }

  abandon(): void {
    this.#abort.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    if (this.#running !== null && !this.#isOver()) await withinMs(this.#running, this.#host.closeTimeoutMs);
    this.#abort.abort();
    await withinMs(this.#reading, this.#host.closeTimeoutMs);
  }

  readonly #onAbort = (): void => this.#abort.abort();

  async #run(lastOffset: number | null): Promise<void> {
    let failure: unknown;
    try {
      const from = await this.#start(lastOffset);
      const { signal } = this.#abort;
      const onNotice = (notice: LogNotice): void => this.#note(notice);
      for await (const batch of this.#host.log.readBatches({ from, follow: true, expired: "skip", onNotice, signal })) await this.#take(batch);
    } catch (error) {
      failure = this.#abort.signal.aborted ? undefined : error;
    }
    this.#end(failure);
  }

  async #start(lastOffset: number | null): Promise<number | Date> {
    const stored = (await this.#consumer?.load()) ?? null;
    if (stored !== null && this.#consumer !== null) {
      requireReached(this.#consumer, { acknowledged: stored, last: lastOffset ?? (await this.#host.log.range()).last });
      this.#position = stored;
      return stored + 1;
    }
    const { from = "end" } = this.limits;
    if (from !== "end") return from;
    const last = lastOffset ?? (await this.#host.log.range()).last;
    this.#reach(last);
    await this.#consumer?.save(last);
    return last + 1;
  }

  /** Handles a batch, and stores the position however it ends. */
  async #take(batch: readonly LogEntry[]): Promise<void> {
    try {
      for (const entry of batch) {
        if (this.#isClosing || this.#isOver()) return;
        if (this.limits.matches(entry.event.type)) await this.#takeOne(entry);
        this.#reach(entry.offset);
      }
    } finally {
      await this.#consumer?.save(this.#position);
    }
  }

  async #takeOne({ offset, event }: LogEntry): Promise<void> {
    while (this.#running !== null) await this.#running;
    const missed = this.#missed;
    this.#missed = 0;
    const handling = this.#handle({ event, offset, replayed: false, missed });
    if (handling !== undefined) await untilAborted(handling, this.#abort.signal);
  }

  #isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  #handle(delivery: Delivery): Promise<void> | undefined {
    try {
      const result = this.#handler(delivery.event, delivery);
      if (!isThenable(result)) {
        this.#delivered += 1;
        return undefined;
      }
      return this.#hold(this.#finish(result, delivery));
    } catch (error) {
      return this.#hold(this.#again(error, delivery));
    }
  }

  #hold(handling: Promise<void>): Promise<void> {
    const held = unheard(handling.finally(() => (this.#running = null)));
    this.#running = held;
    return held;
  }

  async #finish(result: PromiseLike<unknown>, delivery: Delivery): Promise<void> {
    try {
      await result;
      this.#delivered += 1;
    } catch (error) {
      await this.#again(error, delivery);
    }
  }

  /** Reports a failure, and delivers again where somebody keeps the position. */
  async #again(failure: unknown, delivery: Delivery): Promise<void> {
    let error = failure;
    for (let attempt = 1; ; attempt += 1) {
      this.#failed += 1;
      this.#host.reports.failure(error, { name: this.name, event: delivery.event });
      if (this.#consumer === null || attempt >= MAX_DELIVERIES) return;
      try {
        await pause(backoffMs(REDELIVERY, attempt), this.#abort.signal);
        await this.#handler(delivery.event, delivery);
        this.#delivered += 1;
        return;
      } catch (next) {
        if (this.#isOver()) throw next; // not handled: it comes again
        error = next;
      }
    }
  }

  #note(notice: LogNotice): void {
    if (notice.kind !== "gap") return;
    const count = notice.to - notice.from + 1;
    this.#missed += count;
    this.#dropped += count;
    this.#host.reports.drop({ subscription: this.name, reason: "drop-oldest", event: null, count, dropped: this.#dropped });
  }

  #reach(offset: number): void {
    this.#position = offset;
    this.#reached.reach(offset);
  }

  #end(failure: unknown): void {
    this.#abort.abort();
    this.limits.signal?.removeEventListener("abort", this.#onAbort);
    this.#reached.reach(Infinity);
    if (failure === undefined) this.#ending.resolve();
    else {
      this.#host.reports.failure(failure, { name: this.name, event: null });
      this.#ending.reject(failure instanceof Error ? failure : new Error(errorMessageOf(failure)));
    }
    this.#host.onEnd(this);
  }
}
