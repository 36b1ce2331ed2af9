import { type BusOptions, type BusParts, busParts } from "./bus-options.js";
import type { BusEvent, Delivery, EventBus, EventHandler, EventStream, Subscribing } from "./event-bus.js";
import type { EventsMatching } from "./event-pattern.js";
import { type AbandonableSubscription, eventStream } from "./event-stream.js";
import { limitsOf } from "./subscription-limits.js";
import { untilAborted } from "./until-aborted.js";
import { withinMs } from "./within-ms.js";

/**
 * A bus inside one process. It keeps nothing: who subscribes later has missed what was published before.
 *
 * A subscriber that keeps up is called inside `publish`, without a promise in between. One that returns a promise gets the next
 * event when it has settled; up to `capacity` events wait meanwhile, then `overflow` decides.
 *
 * @example
 * ```ts
 * await using bus = memoryBus();
 * const failed: string[] = [];
 * bus.subscribe("DocumentFailed", (event) => failed.push(event.error));
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) await bus.publish(event);
 * ```
 */
export function memoryBus(options: BusOptions = {}): EventBus {
  return new MemoryBus(busParts(options));
}

class MemoryBus implements EventBus {
  readonly #parts: BusParts;
  #isClosed = false;

  constructor(parts: BusParts) {
    this.#parts = parts;
  }

  publish(event: BusEvent): Promise<void> | undefined {
    return this.deliver({ event, offset: null, replayed: false, missed: 0 });
  }

  publishAll(events: readonly BusEvent[]): Promise<void> | undefined {
    const rooms: Promise<void>[] = [];
    for (const event of events) {
      const room = this.publish(event);
      if (room !== undefined) rooms.push(room);
    }
    return rooms.length === 0 ? undefined : Promise.all(rooms).then(() => undefined);
  }

  deliver(delivery: Delivery): Promise<void> | undefined {
    if (this.#isClosed) throw new TypeError("Cannot publish: the bus must be open, received an event after it was closed");
    return this.#parts.dispatcher.dispatch(delivery);
  }

  subscribe<Pattern extends string>(to: Subscribing<Pattern>, handler: EventHandler<EventsMatching<Pattern>>): AbandonableSubscription {
    const limits = limitsOf(to);
    if (limits.from !== undefined || limits.group !== undefined) {
      throw new TypeError("Cannot subscribe: from and group need a bus that keeps a log, received a bus in memory");
    }
    if (this.#isClosed) throw new TypeError("Cannot subscribe: the bus must be open, received a closed one");
    return this.#parts.dispatcher.add(limits, handler as EventHandler<never> as EventHandler); // the pattern lets only its own events through
  }

  stream<Pattern extends string>(to: Subscribing<Pattern>): EventStream<EventsMatching<Pattern>> {
    return eventStream((handler) => this.subscribe(to, handler));
  }

  async flush({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await untilAborted(this.#parts.dispatcher.handled(), signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await withinMs(this.#parts.dispatcher.handled(), this.#parts.closeTimeoutMs);
    this.#parts.dispatcher.end();
  }
}
