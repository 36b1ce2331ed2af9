import { type Document, type OpenSink, type Sink, SluiceError, type SinkPosition } from "@sluice/core-events";
import { serializeLine } from "./serialize-line.js";
import { StreamWriter } from "./stream-writer.js";

/** Where documents are streamed to. */
export interface NdjsonOptions {
  /** Any writable stream; it is not ended. */
  readonly stream: NodeJS.WritableStream;
  /** How the target is named in checkpoints; unique within a run. @default "ndjson" */
  readonly name?: string;
}

/**
 * Writes documents to a stream, one JSON object per line, no faster than it is read.
 *
 * Delivery is at least once, as far as a stream can promise it: `commit` resolves when the stream has taken every line, and what
 * its reader does with them nobody knows. Nothing can be cut back, so a run that resumes writes again what it had written behind
 * its last checkpoint. Where the reader has gone away, calls reject with `READER_LEFT`: the run ends and may be resumed.
 *
 * @throws {TypeError} If the stream is none, or the name is empty.
 * @example
 * ```ts
 * const sink = ndjsonSink({ stream: process.stdout });
 * ```
 */
export function ndjsonSink({ stream, name = "ndjson" }: NdjsonOptions): Sink {
  if (typeof (stream as Partial<NodeJS.WritableStream> | undefined)?.write !== "function") throw new TypeError("Cannot write NDJSON: stream must be a writable stream, received none");
  if (typeof name !== "string" || name === "") throw new TypeError("Cannot write NDJSON: name must be a non-empty string, received none");
  return {
    name,
    open: ({ position, signal }) => {
      signal?.throwIfAborted();
      return Promise.resolve(openNdjson(new StreamWriter(stream), countOf(position, name)));
    },
  };
}

/** The same for standard output, under the name `stdout`. */
export function stdoutSink(): Sink {
  return ndjsonSink({ stream: process.stdout, name: "stdout" });
}

function openNdjson(writer: StreamWriter, from: number): OpenSink {
  let documents = from;
  const prepared = new WeakMap<Document, string>();
  const serialize = (document: Document): string => serializeLine(document, document.docId);
  const take = (document: Document): string => {
    const line = prepared.get(document) ?? serialize(document);
    prepared.delete(document);
    return line;
  };
  return {
    prepare: (document) => void prepared.set(document, serialize(document)),
    async write(batch, { signal } = {}) {
      signal?.throwIfAborted();
      const lines = batch.map(take); // all or none
      for (const line of lines) await writer.write(line, signal);
      documents += lines.length;
    },
    async commit() {
      await writer.flush();
      return { documents };
    },
    [Symbol.asyncDispose]() {
      writer[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

function countOf(position: SinkPosition | null, name: string): number {
  if (position === null) return 0;
  const count = typeof position === "object" && "documents" in position ? position.documents : null;
  if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) return count;
  const message = `Cannot reopen ${name}: the checkpoint must hold a number of documents, received ${JSON.stringify(position)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { sink: name } });
}
