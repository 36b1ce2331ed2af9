import type { BatchProgress, DocumentCompleted, DocumentStarted } from "@sluice/core-events";
import { DocumentBatch, type DocumentTaker } from "./document-batch.js";
import type { AnyEvent, EventConsumer } from "./event-consumer.js";

/** Where the events of an observer end up: documents and the progress between them in batches, the rest one by one, in order. */
export interface EventTaker extends DocumentTaker {
  /** Takes every other event, also of an unknown type or version. */
  otherEvent(event: AnyEvent): void;
}

/** Somebody who counts events. What {@link observeAll} puts together. */
export interface EventObserver {
  /** Takes any event; bound, so that it can be handed to a bus. */
  readonly observe: EventConsumer;
  /** Where `observe` puts them. */
  readonly taker: EventTaker;
}

/**
 * One consumer for several observers, in this order. Costs less than calling each of them: what is seen of a document is noted
 * once, and counted by each of them for many documents at a time.
 *
 * @throws {TypeError} If no observer is named.
 * @example
 * ```ts
 * const observe = observeAll(metrics, prometheus);
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) observe(event);
 * ```
 */
export function observeAll(...observers: readonly EventObserver[]): EventConsumer {
  if (observers.length === 0) throw new TypeError("Cannot observe events: at least one observer is required, received none");
  return consumerOf(observers.map(({ taker }) => taker));
}

/** Hands each event to where it belongs. The type is read once: a read that meets objects of many shapes is slow. */
export function consumerOf(takers: readonly EventTaker[]): EventConsumer {
  const batch = new DocumentBatch(takers);
  return (event) => {
    const { type } = event;
    if (type === "DocumentCompleted") {
      if (batch.complete(event as DocumentCompleted)) return;
    } else if (type === "DocumentStarted") {
      if (batch.start(event as DocumentStarted)) return;
    }
    if (type === "BatchProgress" && batch.report(event as BatchProgress)) return;
    batch.flush();
    for (const taker of takers) taker.otherEvent(event);
  };
}
