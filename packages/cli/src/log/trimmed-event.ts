import type { DocumentCompleted, DocumentStarted, PipelineEvent } from "@sluice/core-events";

/**
 * An event without what a document holds and without the run's parameters, which `RunStarted` has once. It still keeps to the
 * schema of its type; `isTrimmed` says that the document is not whole.
 */
export function trimmedEvent(event: PipelineEvent): PipelineEvent {
  if (event.type === "DocumentStarted") return withoutParameters(event);
  return event.type === "DocumentCompleted" ? withoutContent(event) : event;
}

// literals, because object spread costs more than everything else here

function withoutParameters({ type, version, sequence, timestamp, runId, pipelineId, docId, adapter }: DocumentStarted): DocumentStarted {
  return { type, version, sequence, timestamp, runId, pipelineId, docId, adapter, parameters: NO_FIELDS };
}

function withoutContent(event: DocumentCompleted): DocumentCompleted {
  const { type, version, sequence, timestamp, runId, pipelineId, document, durationMs, adapterMetadata } = event;
  const { docId, provenance: { source } } = document;
  const trimmed = { docId, title: null, text: null, metadata: NO_FIELDS, provenance: { source } };
  const made = { type, version, sequence, timestamp, runId, pipelineId, document: trimmed, durationMs, adapterMetadata, isTrimmed: true };
  return made;
}

const NO_FIELDS: Readonly<Record<string, unknown>> = Object.freeze({});
