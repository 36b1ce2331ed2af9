import type { OpenSink, Sink, SinkOpenOptions } from "@sluice/core-events";
import type { CheckedJsonlOptions } from "./jsonl-options.js";
import { openJsonlFile } from "./open-jsonl-file.js";
import { parseJsonlPosition } from "./jsonl-position.js";

/** A sink that keeps each item as the line that `serialize` makes of it, once. */
export function jsonlSinkOf<Item extends object>(options: CheckedJsonlOptions, serialize: (item: Item) => string): Sink<Item> {
  return { name: options.name, open: (open) => openJsonlSink(options, serialize, open) };
}

async function openJsonlSink<Item extends object>(
  options: CheckedJsonlOptions,
  serialize: (item: Item) => string,
  { position, signal }: SinkOpenOptions,
): Promise<OpenSink<Item>> {
  signal?.throwIfAborted();
  const file = await openJsonlFile(options, position === null ? null : parseJsonlPosition(position, options.path));
  const prepared = new WeakMap<Item, string>();
  const lineOf = (item: Item) => {
    const line = prepared.get(item) ?? serialize(item);
    prepared.delete(item);
    return line;
  };
  return {
    prepare: (item) => void prepared.set(item, serialize(item)),
    async write(items, { signal } = {}) {
      signal?.throwIfAborted();
      await file.append(items.map(lineOf));
    },
    commit: async () => ({ ...(await file.commit()) }),
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}
