import type { Checkpoint, SinkPosition } from "../checkpoint.js";
import type { Document } from "../document.js";
import type { OpenSink, Sink } from "../sink.js";
import { SluiceError } from "../sluice-error.js";

/** Opens a sink at a position, writes and commits, and closes it again. */
export async function writeAndCommit(
  sink: Sink,
  position: SinkPosition | null,
  documents: readonly Document[],
  onRefused?: (docId: string) => void,
): Promise<SinkPosition> {
  await using open = await sink.open({ position });
  await put(open, documents, onRefused);
  return JSON.parse(JSON.stringify(await open.commit(checkpointOf(documents.length)))) as SinkPosition; // as a store gives it back
}

/** Prepares and writes documents as a pipeline does. */
export async function put(open: OpenSink, documents: readonly Document[], onRefused?: (docId: string) => void): Promise<void> {
  await open.write(documents.filter((document) => isAccepted(open, document, onRefused)));
}

/** Whether `prepare` lets a document pass; it may refuse what the target has no form for, as that one document. */
function isAccepted(open: OpenSink, document: Document, onRefused: ((docId: string) => void) | undefined): boolean {
  try {
    open.prepare?.(document);
    return true;
  } catch (error) {
    if (onRefused === undefined || !hasCode("DOCUMENT_UNSERIALIZABLE")(error)) throw error;
    onRefused(document.docId);
    return false;
  }
}

/** A small document, told apart by its number. */
export function numbered(n: number): Document {
  return { docId: `d${n}`, title: null, text: String(n), metadata: { n }, provenance: { source: "contract" } };
}

/** A checkpoint behind this many documents. */
export function checkpointOf(completed: number): Checkpoint {
  return {
    version: 1,
    runId: "contract",
    adapter: "contract",
    timestamp: 0,
    cursor: null,
    lowWaterMark: completed,
    finished: { count: completed, ahead: [] },
    completed,
    failed: 0,
  };
}

/** In the order of their ids, because a target may keep any. */
export function sorted(documents: readonly Document[]): Document[] {
  return [...documents].sort((a, b) => (a.docId < b.docId ? -1 : 1));
}

/** Tells whether an error is a `SluiceError` with this code. */
export function hasCode(code: string): (error: unknown) => boolean {
  return (error) => SluiceError.is(error) && error.code === code;
}
