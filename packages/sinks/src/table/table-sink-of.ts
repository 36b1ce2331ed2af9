import type { Document, OpenSink, Sink, SinkPosition } from "@sluice/core-events";
import { parseTablePosition, type TablePosition } from "./table-position.js";
import type { TableRow } from "./table-row.js";
import type { TableStore } from "./table-store.js";
import { TableWriter } from "./table-writer.js";

/** What makes a sink out of a table. */
export interface TableSinkParts {
  readonly name: string;
  /** The target in messages, without secrets. */
  readonly where: string;
  readonly rowOf: (document: Document) => TableRow;
  /** Opens the table at a position, or at the start of a run. */
  readonly open: (position: TablePosition | null, signal: AbortSignal | undefined) => Promise<TableStore>;
}

/** A sink that keeps each document as the row that `rowOf` makes of it, once. */
export function tableSinkOf({ name, where, rowOf, open }: TableSinkParts): Sink {
  return {
    name,
    async open({ position, signal }) {
      signal?.throwIfAborted();
      const store = await open(position === null ? null : parseTablePosition(position, where), signal);
      return openSink(new TableWriter(store, where), rowOf);
    },
  };
}

function openSink(writer: TableWriter, rowOf: (document: Document) => TableRow): OpenSink {
  const prepared = new WeakMap<Document, TableRow>();
  const take = (document: Document): TableRow => {
    const row = prepared.get(document) ?? rowOf(document);
    prepared.delete(document);
    return row;
  };
  return {
    prepare: (document) => void prepared.set(document, rowOf(document)),
    async write(documents, { signal } = {}) {
      signal?.throwIfAborted();
      await writer.add(documents.map(take));
    },
    commit: async (checkpoint): Promise<SinkPosition> => ({ ...(await writer.commit(checkpoint)) }),
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  };
}
