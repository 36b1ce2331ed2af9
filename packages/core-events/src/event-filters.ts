import { isEvent } from "./event-guards.js";
import type { EventType, PipelineEvent } from "./pipeline-event.js";

/** Decides whether an event goes on; must be free of side effects. */
export type EventFilter = (event: PipelineEvent) => boolean;

/** Lets failures pass: of documents, of stages and of the run, and adapters that change to `failed`. */
export const errorsOnly: EventFilter = (event) =>
  isEvent(event, "DocumentFailed", "StageFailed", "RunFailed") ||
  (event.type === "AdapterStateChange" && event.newState === "failed");

/** Lets pass what a progress display needs: `BatchProgress` and the two ends of the run. */
export const progressOnly: EventFilter = (event) =>
  isEvent(event, "BatchProgress", "RunStarted", "RunCompleted", "RunFailed");

/**
 * Lets the named types pass.
 *
 * @throws {TypeError} If no type is named: such a filter would drop everything.
 * @example
 * ```ts
 * pipeline.streamEvents("jsonl", { filter: byType("DocumentCompleted", "BatchProgress") });
 * ```
 */
export function byType(...types: readonly EventType[]): EventFilter {
  if (types.length === 0) throw new TypeError("Cannot filter by type: at least one event type is required, received none");
  const wanted = new Set<string>(types);
  return (event) => wanted.has(event.type);
}

/**
 * Lets pass what every filter lets pass; with none, everything.
 *
 * @example
 * ```ts
 * const finalFailures = and(errorsOnly, not((event) => event.type === "DocumentFailed" && event.isRetryable));
 * ```
 */
export function and(...filters: readonly EventFilter[]): EventFilter {
  return (event) => filters.every((filter) => filter(event));
}

/**
 * Lets pass what any filter lets pass; with none, nothing.
 *
 * @example
 * ```ts
 * const failuresAndProgress = or(errorsOnly, progressOnly);
 * ```
 */
export function or(...filters: readonly EventFilter[]): EventFilter {
  return (event) => filters.some((filter) => filter(event));
}

/**
 * Lets pass what the filter does not, also events of types that this release does not know.
 *
 * @example
 * ```ts
 * const withoutStarts = not(byType("DocumentStarted"));
 * ```
 */
export function not(filter: EventFilter): EventFilter {
  return (event) => !filter(event);
}
