import { type Document, type DocumentFailed, isDocumentTerminal, SluiceError } from "@sluice/core-events";
import type { EventStream } from "./event-stream.js";
import type { PipelineResult } from "./pipeline-result.js";

/** Documents beyond which an eager run warns, once per process. */
const WARN_ABOVE = 100_000;

let warned = false;

/**
 * Reads a stream of terminal document events to its end and keeps everything.
 *
 * @throws {SluiceError} `EAGER_LIMIT_EXCEEDED` when more than `maxDocuments` come; the stream is closed.
 */
export async function collectEagerly(stream: EventStream, maxDocuments: number): Promise<PipelineResult> {
  const documents: Document[] = [];
  const errors: DocumentFailed[] = [];
  for await (const event of stream) {
    if (!isDocumentTerminal(event)) continue;
    if (event.type === "DocumentCompleted") documents.push(event.document);
    else errors.push(event);
    const count = documents.length + errors.length;
    if (count > maxDocuments) throw tooMany(maxDocuments);
    if (count === WARN_ABOVE + 1) warnOfMemory();
  }
  return { documents, errors, stats: stream.stats };
}

function tooMany(maxDocuments: number): SluiceError {
  const message = `Cannot collect the run in memory: at most ${maxDocuments} documents are allowed, received more`;
  return new SluiceError(message, { code: "EAGER_LIMIT_EXCEEDED", context: { maxDocuments } });
}

function warnOfMemory(): void {
  if (warned) return;
  warned = true;
  const message = `runAsync() holds more than ${WARN_ABOVE} documents in memory; streamEvents() and iterResults() hold a bounded number`;
  process.emitWarning(message, { type: "SluiceWarning", code: "SLUICE_EAGER_MEMORY" });
}
