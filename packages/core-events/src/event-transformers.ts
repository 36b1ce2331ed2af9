import { deepFreeze } from "./deep-freeze.js";
import type { PipelineEvent } from "./pipeline-event.js";

/**
 * Enriches an event: returns the same event, or a copy with fields added. It gets an event that is frozen with all that it
 * holds, so that no consumer can change what another one sees, and must keep `type`, `sequence` and `runId`.
 */
export type EventTransformer = (event: PipelineEvent) => PipelineEvent;

/**
 * Applies transformers from left to right.
 *
 * @example
 * ```ts
 * const transform = compose(addFields({ team: "herbarium" }), (event) => ({ ...event, host: "ingest-1" }));
 * ```
 */
export function compose(...transformers: readonly EventTransformer[]): EventTransformer {
  return (event) => transformers.reduce((current, transformer) => transformer(current), event);
}

/**
 * Adds the same fields to every event; fields the event already has are kept as they are.
 *
 * @example
 * ```ts
 * pipeline.streamEvents("jsonl", { transform: addFields({ team: "herbarium" }) });
 * ```
 */
export function addFields(fields: Readonly<Record<string, unknown>>): EventTransformer {
  return (event) => ({ ...fields, ...event });
}

/**
 * Applies a transformer and checks that it kept to its contract.
 *
 * @throws {TypeError} If it returned something else than the event, left a field out, or changed `type`, `sequence` or `runId`.
 * @throws What the transformer throws; a write to the event or to anything in it throws a `TypeError`, because it is
 *   frozen. Binary data and instances of classes inside a document cannot be frozen: leave them alone.
 */
export function applyTransformer(transformer: EventTransformer, event: PipelineEvent): PipelineEvent {
  const result: unknown = transformer(deepFreeze(event));
  if (result === event) return event;
  if (!isSameEvent(result, event)) {
    const received = result === null ? "null" : typeof result === "object" ? "another event" : typeof result;
    throw new TypeError(`Cannot transform ${event.type}: the transformer must return the event with fields added, received ${received}`);
  }
  return result;
}

function isSameEvent(value: unknown, event: PipelineEvent): value is PipelineEvent {
  if (typeof value !== "object" || value === null) return false;
  const other = value as Partial<PipelineEvent>; // compared field by field below
  const isSame = other.type === event.type && other.sequence === event.sequence && other.runId === event.runId;
  return isSame && Object.keys(event).every((field) => field in other);
}
