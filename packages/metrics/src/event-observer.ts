import type { DocumentCompleted, DocumentStarted } from "@sluice/core-events";
import type { AnyEvent, EventConsumer } from "./event-consumer.js";

/** Takes events, those of every document apart from the rest. What {@link observeAll} puts together. */
export interface EventObserver {
  /** Takes any event; bound, so that it can be handed to a bus. */
  readonly observe: EventConsumer;
  documentStarted(event: DocumentStarted): void;
  documentCompleted(event: DocumentCompleted): void;
  /** Takes every other event, also of an unknown type. */
  otherEvent(event: AnyEvent): void;
}

/**
 * One consumer for several observers, in this order. Costs less than calling each of them: finding out the type of an event is
 * nearly half of what it takes to count it.
 *
 * @throws {TypeError} If no observer is named.
 * @example
 * ```ts
 * const observe = observeAll(metrics, prometheus);
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) observe(event);
 * ```
 */
export function observeAll(...observers: readonly EventObserver[]): EventConsumer {
  const [first, ...others] = observers;
  if (first === undefined) throw new TypeError("Cannot observe events: at least one observer is required, received none");
  return consumerOf(others.reduce(both, first));
}

/** Hands each event to the method for its type. The type is read once: a read that meets objects of many shapes is slow. */
export function consumerOf(observer: Omit<EventObserver, "observe">): EventConsumer {
  return (event) => {
    const { type } = event;
    if (type === "DocumentStarted") observer.documentStarted(event as DocumentStarted);
    else if (type === "DocumentCompleted") observer.documentCompleted(event as DocumentCompleted);
    else observer.otherEvent(event);
  };
}

/** Two observers as one; calls of its own for each cost half of a loop over both. */
function both(left: EventObserver, right: EventObserver): EventObserver {
  const pair = {
    documentStarted(event: DocumentStarted) {
      left.documentStarted(event);
      right.documentStarted(event);
    },
    documentCompleted(event: DocumentCompleted) {
      left.documentCompleted(event);
      right.documentCompleted(event);
    },
    otherEvent(event: AnyEvent) {
      left.otherEvent(event);
      right.otherEvent(event);
    },
  };
  return { ...pair, observe: consumerOf(pair) };
}
