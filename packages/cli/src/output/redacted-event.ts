import type { PipelineEvent, Redactor } from "@sluice/core-events";

/**
 * An event without the secrets that `redactor` knows. What a document holds stays as it is; everything else that the event says
 * is free of them.
 */
export function redactedEvent(event: PipelineEvent, redactor: Redactor): PipelineEvent {
  if (event.type !== "DocumentCompleted") return redactor.value(event);
  return { ...event, adapterMetadata: redactor.value(event.adapterMetadata) };
}
