import type { PipelineEvent, Redactor } from "@sluice/core-events";
import type { LineWriter } from "./line-writer.js";

/**
 * Writes events to stdout as NDJSON, no faster than they are read. What a document holds goes out as it is; everything else
 * that an event says is free of the secrets that `redactor` knows.
 */
export async function writeEvents(events: readonly PipelineEvent[], writer: LineWriter, redactor: Redactor | null): Promise<void> {
  await writer.write(events.map((event) => `${JSON.stringify(redactor === null ? event : redacted(event, redactor))}\n`).join(""));
}

function redacted(event: PipelineEvent, redactor: Redactor): PipelineEvent {
  if (event.type !== "DocumentCompleted") return redactor.value(event);
  return { ...event, adapterMetadata: redactor.value(event.adapterMetadata) };
}
