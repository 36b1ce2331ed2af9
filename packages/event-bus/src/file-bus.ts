import { type BusOptions, busParts } from "./bus-options.js";
import type { BusEvent, Delivery, EventBus, EventHandler, EventStream, Subscribing } from "./event-bus.js";
import type { EventsMatching } from "./event-pattern.js";
import { type AbandonableSubscription, eventStream } from "./event-stream.js";
import type { EventLogReader } from "./log/event-log-reader.js";
import type { FileLog } from "./log/file-log.js";
import { publishAllToLog, publishToLog } from "./publish-to-log.js";
import { limitsOf } from "./subscription-limits.js";
import { Tails } from "./tails.js";
import { untilAborted } from "./until-aborted.js";
import { withinMs } from "./within-ms.js";

/** What a {@link fileBus} is made of. */
export interface FileBusOptions extends BusOptions {
  /** A log opened for writing; or a reader, also of another process's log, and then nothing can be published. Closing it is its owner's. */
  readonly log: FileLog | EventLogReader;
}

/**
 * A bus whose subscribers read the log, in whichever process they are. Everyone goes at its own pace and loses nothing that
 * retention keeps; `capacity`, `overflow` and `priority` mean nothing here.
 *
 * A subscription begins at `from`, by default with what comes after it; with `group` it goes on where the group was before, and sees
 * an event again whose handling was not finished when the process died.
 *
 * @example
 * ```ts
 * await using bus = fileBus({ log: fileLogReader("run/events") });
 * bus.subscribe({ pattern: "DocumentFailed", group: "alerts", from: 1 }, async (event) => await alert(event.error));
 * ```
 */
export function fileBus(options: FileBusOptions): EventBus {
  return new FileBus(options);
}

class FileBus implements EventBus {
  readonly log: FileLog | EventLogReader;
  readonly #tails: Tails;
  readonly #closeTimeoutMs: number;
  #isClosed = false;

  constructor(options: FileBusOptions) {
    const { reports, closeTimeoutMs } = busParts(options);
    const { log } = options;
    this.log = log;
    this.#closeTimeoutMs = closeTimeoutMs;
    this.#tails = new Tails({ log, reports, closeTimeoutMs, lastOffset: () => ("figures" in log ? log.figures.appendedOffset : null) });
  }

  publish(event: BusEvent): Promise<void> {
    return publishToLog(this.#writable(), event).settled;
  }

  publishAll(events: readonly BusEvent[]): Promise<void> {
    return publishAllToLog(this.#writable(), events).settled;
  }

  deliver(delivery: Delivery): Promise<void> | undefined {
    return this.#tails.deliver(delivery);
  }

  subscribe<Pattern extends string>(to: Subscribing<Pattern>, handler: EventHandler<EventsMatching<Pattern>>): AbandonableSubscription {
    if (this.#isClosed) throw new TypeError("Cannot subscribe: the bus must be open, received a closed one");
    return this.#tails.add(limitsOf(to), handler as EventHandler<never> as EventHandler); // the pattern lets only its own events through
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
    await withinMs(this.#flush(), this.#closeTimeoutMs);
    await this.#tails.end();
  }

  #writable(): FileLog {
    const log = this.log;
    if (!("append" in log)) throw new TypeError("Cannot publish: the log must be opened for writing, received a reader");
    if (this.#isClosed) throw new TypeError("Cannot publish: the bus must be open, received an event after it was closed");
    return log;
  }

  async #flush(): Promise<void> {
    if ("append" in this.log) await this.log.flush();
    await this.#tails.handled((await this.log.range()).last);
  }
}
