import type { Sink } from "@sluice/core-events";
import type { LineWriter } from "../output/line-writer.js";

/**
 * Writes documents to stdout as NDJSON, no faster than it is read. Nothing can be cut back there, so a run into it is not
 * resumable; its position is the number of documents written.
 */
export function stdoutSink(writer: LineWriter): Sink {
  return {
    name: "stdout",
    open() {
      let written = 0;
      return Promise.resolve({
        prepare: (document) => void JSON.stringify(document),
        async write(documents) {
          await writer.write(documents.map((document) => `${JSON.stringify(document)}\n`).join(""));
          written += documents.length;
        },
        commit: () => Promise.resolve({ documents: written }),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      });
    },
  };
}
