import type { DocumentCompleted, DocumentFailed } from "./document-events.js";
import type { EventOf, EventType } from "./pipeline-event.js";
import type { RunCompleted, RunFailed } from "./run-events.js";

type Typed = { readonly type: string };

/**
 * Narrows an event to one of the types named.
 *
 * @example
 * ```ts
 * if (isEvent(event, "DocumentFailed")) console.error(event.docId, event.error);
 * ```
 */
export function isEvent<Type extends EventType>(event: Typed, ...types: readonly Type[]): event is EventOf<Type> {
  return (types as readonly string[]).includes(event.type);
}

/** Whether the event ends a document: it is its only `DocumentCompleted` or `DocumentFailed`. */
export function isDocumentTerminal(event: Typed): event is DocumentCompleted | DocumentFailed {
  return event.type === "DocumentCompleted" || event.type === "DocumentFailed";
}

/** Whether the event ends the run: nothing follows it in the stream. */
export function isRunTerminal(event: Typed): event is RunCompleted | RunFailed {
  return event.type === "RunCompleted" || event.type === "RunFailed";
}
