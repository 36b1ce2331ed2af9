import { SluiceError } from "@sluice/core-events";
import { type BusOptions, type BusParts, busParts } from "./bus-options.js";
import type { BusEvent, Delivery, EventBus, EventHandler, EventStream, Subscribing } from "./event-bus.js";
import type { EventsMatching } from "./event-pattern.js";
import { type AbandonableSubscription, eventStream } from "./event-stream.js";
import type { FileLog } from "./log/file-log.js";
import { publishAllToLog, type PublishedBatch, publishToLog } from "./publish-to-log.js";
import { limitsOf } from "./subscription-limits.js";
import { Tails } from "./tails.js";
import { unheard } from "./unheard.js";
import { untilAborted } from "./until-aborted.js";
import { withinMs } from "./within-ms.js";

/** What a {@link hybridBus} is made of. */
export interface HybridBusOptions extends BusOptions {
  /** Closing it is its owner's. */
  readonly log: FileLog;
  /**
   * What happens when the log cannot be written any more: `throw` makes `publish` fail, and subscribers get nothing further;
   * `continue` hands events out with the offset `null` once the log has failed and reports each, or each batch of `publishAll`, so that
   * the run goes on. @default "throw"
   */
  readonly onLogFailure?: "throw" | "continue";
}

/**
 * The log first, then the subscribers: an event reaches a subscriber when a crash of the process cannot take it back any more,
 * and with the log's policy `always`, no power cut either. Subscribers in memory never see what a reader of the log does not.
 *
 * A subscription with `from` or `group` reads the log, as on a `fileBus`; all others are as on a `memoryBus`.
 *
 * @example
 * ```ts
 * await using log = await openFileLog("run/events");
 * await using bus = hybridBus({ log });
 * bus.subscribe("Run*", (event, { offset }) => console.log(offset, event.type));
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) await bus.publish(event);
 * ```
 */
export function hybridBus(options: HybridBusOptions): EventBus {
  return new HybridBus(options);
}

class HybridBus implements EventBus {
  readonly log: FileLog;
  readonly #parts: BusParts;
  readonly #tails: Tails;
  readonly #goesOn: boolean;
  #isClosed = false;

  constructor(options: HybridBusOptions) {
    const { log, onLogFailure = "throw" } = options;
    this.log = log;
    this.#goesOn = onLogFailure === "continue";
    this.#parts = busParts(options);
    const { reports, closeTimeoutMs } = this.#parts;
    this.#tails = new Tails({ log, reports, closeTimeoutMs, lastOffset: () => log.figures.appendedOffset });
  }

  publish(event: BusEvent): Promise<void> {
    this.#requireOpen();
    const { offset, settled } = publishToLog(this.log, event);
    return unheard(
      settled.then(
        () => this.#hand(event, offset),
        (error: unknown) => this.#handUnlogged(event, error),
      ),
    );
  }

  publishAll(events: readonly BusEvent[]): Promise<void> {
    this.#requireOpen();
    return unheard(this.#handAll(events, publishAllToLog(this.log, events)));
  }

  deliver(delivery: Delivery): Promise<void> | undefined {
    const inMemory = this.#parts.dispatcher.dispatch(delivery);
    const reading = this.#tails.deliver(delivery);
    return inMemory === undefined || reading === undefined ? (inMemory ?? reading) : Promise.all([inMemory, reading]).then(() => undefined);
  }

  subscribe<Pattern extends string>(to: Subscribing<Pattern>, handler: EventHandler<EventsMatching<Pattern>>): AbandonableSubscription {
    if (this.#isClosed) throw new TypeError("Cannot subscribe: the bus must be open, received a closed one");
    const limits = limitsOf(to);
    const readsLog = limits.from !== undefined || limits.group !== undefined;
    return (readsLog ? this.#tails : this.#parts.dispatcher).add(limits, handler as EventHandler<never> as EventHandler); // the pattern lets only its own events through
  }

  stream<Pattern extends string>(to: Subscribing<Pattern>): EventStream<EventsMatching<Pattern>> {
    return eventStream((handler) => this.subscribe(to, handler));
  }

  async flush({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await untilAborted(this.#flush(), signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await withinMs(this.#flush(), this.#parts.closeTimeoutMs);
    this.#parts.dispatcher.end();
    await this.#tails.end();
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new TypeError("Cannot publish: the bus must be open, received an event after it was closed");
  }

  async #flush(): Promise<void> {
    const { appendedOffset, failure } = this.log.figures;
    if (!(this.#goesOn && failure !== null)) await this.log.flush();
    await this.#parts.dispatcher.handled();
    await this.#tails.handled(appendedOffset);
  }

  #hand(event: BusEvent, offset: number | null): Promise<void> | undefined {
    try {
      return this.#parts.dispatcher.dispatch({ event, offset, replayed: false, missed: 0 });
    } catch (error) {
      this.#parts.reports.failure(error, { name: "hybridBus", event }); // nobody may be awaiting this
      throw error;
    }
  }

  #handUnlogged(event: BusEvent, error: unknown): Promise<void> | undefined {
    this.#parts.reports.failure(error, { name: "hybridBus", event });
    if (!this.#survives(error)) throw error;
    return this.#hand(event, null);
  }

  /** Hands out what is in the log, and where the bus goes on without it, the others behind. */
  async #handAll(events: readonly BusEvent[], { offsets, settled }: PublishedBatch): Promise<void> {
    let failure: { readonly error: unknown } | null = null;
    try {
      await settled;
    } catch (error) {
      failure = { error };
    }
    const logged = failure === null ? events.length : this.#loggedOf(offsets);
    if (failure !== null) this.#parts.reports.failure(failure.error, { name: "hybridBus", event: events[logged] ?? null });
    const goesOn = failure === null || this.#survives(failure.error);
    const rooms = (goesOn ? events : events.slice(0, logged)).map((event, at) => this.#hand(event, at < logged ? (offsets[at] ?? null) : null));
    await Promise.all(rooms.filter((room) => room !== undefined));
    if (!goesOn && failure !== null) throw failure.error;
  }

  /** How many of these offsets a reader of the log can see. */
  #loggedOf(offsets: readonly number[]): number {
    const { writtenOffset } = this.log.figures;
    return offsets.filter((offset) => offset <= writtenOffset).length;
  }

  #survives(error: unknown): boolean {
    return this.#goesOn && SluiceError.is(error) && error === this.log.figures.failure;
  }
}
