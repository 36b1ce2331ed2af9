import type { Sink } from "@sluice/core-events";

/** A sink whose items pass through `change` first, each exactly once. */
export function mapSink<Item extends object>(sink: Sink<Item>, change: (item: Item) => Item): Sink<Item> {
  return {
    name: sink.name,
    async open(options) {
      const open = await sink.open(options);
      const changed = new WeakMap<Item, Item>();
      const changedOnce = (item: Item): Item => {
        const known = changed.get(item);
        if (known !== undefined) return known;
        const made = change(item);
        changed.set(item, made);
        return made;
      };
      return {
        prepare: (item) => open.prepare?.(changedOnce(item)),
        write: (items, writeOptions) => open.write(items.map(changedOnce), writeOptions),
        commit: (checkpoint) => open.commit(checkpoint),
        [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
      };
    },
  };
}
