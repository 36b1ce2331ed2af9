import assert from "node:assert/strict";
import { isRunTerminal } from "../event-guards.js";
import type { PipelineEvent } from "../pipeline-event.js";

/** Everything an iterable yields, in order. Memory grows with it: for tests only. */
export async function collect<T>(source: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source as AsyncIterable<T>) items.push(item); // the union of both kinds would make `item` any
  return items;
}

/**
 * How often each document ended, by id; the id of a record that could not be identified is empty.
 *
 * @example
 * ```ts
 * const { completed } = documentOutcomes(await collect(pipeline.streamEvents("jsonl", { parameters })));
 * assert.ok([...completed.values()].every((times) => times === 1));
 * ```
 */
export function documentOutcomes(events: Iterable<PipelineEvent>): { completed: Map<string, number>; failed: Map<string, number> } {
  const completed = new Map<string, number>();
  const failed = new Map<string, number>();
  for (const event of events) {
    if (event.type === "DocumentCompleted") count(completed, event.document.docId);
    if (event.type === "DocumentFailed") count(failed, event.docId ?? "");
  }
  return { completed, failed };
}

/**
 * Asserts what every unfiltered stream promises: sequence numbers without gaps, one `RunStarted` first, one terminal run event
 * last, and for each document Started, then retries, then exactly one terminal event.
 *
 * @throws {assert.AssertionError} That names the first event out of place.
 * @example
 * ```ts
 * assertEventOrder(await collect(pipeline.streamEvents("jsonl", { parameters, concurrency: 8 })));
 * ```
 */
export function assertEventOrder(events: readonly PipelineEvent[]): void {
  assert.equal(events[0]?.type, "RunStarted", "the first event is RunStarted");
  assert.ok(isRunTerminal(events.at(-1) ?? { type: "none" }), "the last event ends the run");
  const open = new Set<string>();
  const closed = new Set<string>();
  for (const [index, event] of events.entries()) {
    assert.equal(event.sequence, index + 1, `sequence of event ${index + 1}`);
    assert.ok(index === events.length - 1 || !isRunTerminal(event), `event ${event.sequence} ends the run too early`);
    trackDocument(event, open, closed);
  }
  assert.deepEqual([...open].slice(0, 3), [], "documents started but never ended");
}

function trackDocument(event: PipelineEvent, open: Set<string>, closed: Set<string>): void {
  if (event.type === "DocumentStarted") {
    assert.ok(!open.has(event.docId) && !closed.has(event.docId), `${event.docId} started twice`);
    open.add(event.docId);
  } else if (event.type === "AdapterRetry" && event.docId !== undefined) {
    assert.ok(open.has(event.docId), `${event.docId} retried while not in flight`);
  } else if (event.type === "DocumentCompleted" || (event.type === "DocumentFailed" && event.docId !== null)) {
    const docId = event.type === "DocumentCompleted" ? event.document.docId : (event.docId ?? "");
    assert.ok(open.delete(docId), `${docId} ended without being in flight`);
    closed.add(docId);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
