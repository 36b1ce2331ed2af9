import type { PipelineEvent, UnknownEvent } from "@sluice/core-events";
import type { EventsMatching } from "./event-pattern.js";
import type { EventLogReader } from "./log/event-log-reader.js";
import type { FileLog } from "./log/file-log.js";

/** What a bus carries: an event of this release, or one that it does not know and passes on untouched. */
export type BusEvent = PipelineEvent | UnknownEvent;

/** An event at its place in a log. Offsets count 1, 2, 3 … through the whole log, over all its runs and segments. */
export interface LogEntry {
  readonly offset: number;
  readonly event: BusEvent;
}

/** What a subscriber is told about an event beside the event itself. */
export interface Delivery<Event = BusEvent> {
  readonly event: Event;
  /** The event's place in the log; `null` where the event is in none. */
  readonly offset: number | null;
  /** Whether the event comes from a replay. It happened before: nothing outside may be touched because of it again. */
  readonly replayed: boolean;
  /** How many events this subscriber lost right before this one. */
  readonly missed: number;
}

/** Takes one event. The next one of the same subscription comes when it has returned, or when its promise has settled. */
export type EventHandler<Event = BusEvent> = (event: Event, delivery: Delivery<Event>) => unknown;

/**
 * What happens to an event for which a subscription has no room.
 *
 * `drop-oldest` and `drop-newest` lose one and count it; `disconnect` ends the subscription with `SUBSCRIBER_TOO_SLOW`; `wait`
 * makes `publish` return a promise that resolves when there is room again.
 */
export type OverflowPolicy = "drop-oldest" | "drop-newest" | "disconnect" | "wait";

/** How to subscribe. */
export interface SubscribeOptions<Pattern extends string = string> {
  /** An event type, or one with `*` for any characters; an array matches where one of them does. */
  readonly pattern: Pattern | readonly Pattern[];
  /** How the subscription is called in errors and notices. @default the pattern */
  readonly name?: string;
  /** Higher ones get each event first; equal ones in the order in which they subscribed. @default 0 */
  readonly priority?: number;
  /** Events that may wait for this subscription, an integer >= 1. @default 1000 */
  readonly capacity?: number;
  /** @default "drop-oldest" */
  readonly overflow?: OverflowPolicy;
  /** Declares that the handler acts on the world outside. It is not called for replayed events. @default false */
  readonly sideEffects?: boolean;
  /** Reads from this place in the log on: an offset, a time, or what comes after now. Only on a bus that keeps a log. */
  readonly from?: number | Date | "end";
  /**
   * Keeps the position under this name, so that a later subscription of the same group goes on behind the last event handled:
   * at least once. A handler that fails gets the event again. Only on a bus that keeps a log.
   */
  readonly group?: string;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
}

/** How a subscription is doing. */
export interface SubscriptionFigures {
  /** Events that the handler has taken without failing. */
  readonly delivered: number;
  /** Events lost for want of room, and those still waiting when the subscription ended. */
  readonly dropped: number;
  /** Calls of the handler that threw or rejected. */
  readonly failed: number;
  /** Replayed events kept from a handler with `sideEffects`. */
  readonly skipped: number;
  /** Events accepted and not yet handled, the one being handled included. */
  readonly queued: number;
}

/** A subscription; disposing it ends it, and waits a limited time for the handler that is running. */
export interface Subscription extends AsyncDisposable {
  readonly name: string;
  readonly figures: SubscriptionFigures;
  /** Resolves when the subscription has been ended by its owner; rejects with what else has ended it. */
  readonly closed: Promise<void>;
}

/** A subscription that is read by `for await`; leaving the loop ends it. A `disconnect` makes it throw. */
export interface EventStream<Event = BusEvent> extends Subscription, AsyncIterableIterator<Delivery<Event>, undefined> {
  return(): Promise<IteratorReturnResult<undefined>>;
  [Symbol.asyncIterator](): this;
}

/** A pattern, several of them, or all options. */
export type Subscribing<Pattern extends string> = Pattern | readonly Pattern[] | SubscribeOptions<Pattern>;

/**
 * Events from publishers to subscribers. Every subscription gets the events in the order of publication and one at a time, and
 * neither one that is slow nor one that fails costs the others anything.
 *
 * Types are those of this release; an event that a newer producer has published comes through untouched where the pattern
 * matches its type.
 */
export interface EventBus extends AsyncDisposable {
  /** The log that it keeps events in, for whoever reads or forwards it; none where it keeps none. */
  readonly log?: FileLog | EventLogReader;
  /**
   * Publishes an event. What it returns is `undefined` if there is nothing to wait for; else a promise, which resolves when
   * the event is where the bus promises to put it and every `wait` subscription has room. It may be left unawaited:
   * a failure is also reported to the bus, and rejects nothing else.
   */
  publish(event: BusEvent): Promise<void> | undefined;
  /**
   * Publishes events in their order, as `publish` one after the other would, with one write and one promise for all of them. It stops at
   * the first event that cannot be published, and rejects with its error; those before it are published. They are handed out
   * without waiting in between: with a `wait` subscription, keep batches well below `maxUnawaited`.
   */
  publishAll(events: readonly BusEvent[]): Promise<void> | undefined;
  /** Hands an event that is in a log already to the subscribers, and stores nothing. Made for replays. */
  deliver(delivery: Delivery): Promise<void> | undefined;
  subscribe<Pattern extends string>(to: Subscribing<Pattern>, handler: EventHandler<EventsMatching<Pattern>>): Subscription;
  stream<Pattern extends string>(to: Subscribing<Pattern>): EventStream<EventsMatching<Pattern>>;
  /** Resolves when everything published so far is durable, as far as the bus makes it so, and has been handled. */
  flush(options?: { readonly signal?: AbortSignal }): Promise<void>;
}
