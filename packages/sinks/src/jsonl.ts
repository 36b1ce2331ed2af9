import type { Document, Sink } from "@sluice/core-events";
import { checkJsonlOptions, type JsonlOptions } from "./jsonl-options.js";
import { jsonlSinkOf } from "./jsonl-sink-of.js";
import { serializeLine } from "./serialize-line.js";

export { type JsonlOptions } from "./jsonl-options.js";

/**
 * Keeps documents in a JSON Lines file, one per line, in the order written.
 *
 * `write` accepts documents into memory and into the file in chunks; only `commit` makes them durable (fdatasync), and
 * what lies behind the last commit is cut off when the sink is opened at its position. So every document is in the file once,
 * whenever the process was killed, if the position is stored with the checkpoint. A batch written twice appears twice.
 *
 * @throws {TypeError} If an option is of the wrong type.
 * @example
 * ```ts
 * const sink = jsonlSink({ path: "documents.jsonl" });
 * await using target = await sink.open({ position: null });
 * await target.write([{ docId: "d1", title: null, text: "fern", metadata: {}, provenance: { source: "example" } }]);
 * const position = await target.commit(checkpoint);
 * ```
 */
export function jsonlSink(options: JsonlOptions): Sink {
  return jsonlSinkOf<Document>(checkJsonlOptions(options, "jsonl"), (document) => serializeLine(document, document.docId));
}
