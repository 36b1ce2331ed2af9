import type { PipelineEvent, Redactor } from "@sluice/core-events";
import type { LineWriter } from "./line-writer.js";
import { redactedEvent } from "./redacted-event.js";

/**
 * Writes events to stdout as NDJSON, no faster than they are read. What a document holds goes out as it is; everything else
 * that an event says is free of the secrets that `redactor` knows.
 */
export async function writeEvents(events: readonly PipelineEvent[], writer: LineWriter, redactor: Redactor | null): Promise<void> {
  await writer.write(events.map((event) => `${JSON.stringify(redactor === null ? event : redactedEvent(event, redactor))}\n`).join(""));
}
