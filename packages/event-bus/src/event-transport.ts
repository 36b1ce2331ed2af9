import type { BusEvent } from "./event-bus.js";

/** An event on its way to another system. */
export interface TransportEntry {
  readonly event: BusEvent;
  /** Its place in the log that it comes from; `null` if it comes from none. Part of what is transported. */
  readonly offset: number | null;
}

/** An event that came from another system. */
export interface ReceivedEntry extends TransportEntry {
  /** Whether the system says that it has been given out before. */
  readonly redelivered: boolean;
  /** Tells the system that the event has been handled; until then it comes again, to this consumer or another of its group. */
  ack(): Promise<void>;
}

/** How to consume from a transport. */
export interface ConsumeOptions {
  /** Each event goes to one consumer of a group, and again if that one dies before `ack`. */
  readonly group: string;
  /** The name of this consumer in its group; a consumer that comes back under its name gets what it has not acknowledged. */
  readonly consumer: string;
  /** Where a group begins that the system does not know yet. @default "end" */
  readonly from?: "start" | "end";
  readonly signal?: AbortSignal;
}

/**
 * A durable way to and from another system: at least once, in order where the system keeps order.
 *
 * Delivery rests on two promises: `publish` resolves only when the system has acknowledged every entry as durably as it can, and
 * what was consumed without `ack` comes again.
 */
export interface EventTransport extends AsyncDisposable {
  /** How it is called in errors and figures. */
  readonly name: string;
  /**
   * Resolves when every entry has been acknowledged; rejects otherwise, also if only some were. One call at a time, entries in
   * order; after a rejection the same entries come again. An error with `retryable: false` says that trying again is in vain.
   * Must hold no queue of its own beyond the call, and must connect by itself whenever it has to.
   */
  publish(entries: readonly TransportEntry[], options: { readonly signal: AbortSignal }): Promise<void>;
  /** Consumes as one of a group; leaving the loop ends it. Left out where the system is only written to. */
  consume?(options: ConsumeOptions): AsyncIterable<ReceivedEntry>;
}
