import type { Checkpoint, Document, Sink } from "@sluice/core-events";
import { expect, test } from "vitest";
import { mapSink } from "./map-sink.js";

const document: Document = { docId: "d", title: null, text: "a", metadata: {}, provenance: { source: "test" } };

test("an item is changed once, for preparing and writing alike", async () => {
  const prepared: Document[] = [];
  const written: Document[] = [];
  const inner: Sink = {
    name: "inner",
    open: async () => ({
      prepare: (item) => void prepared.push(item),
      write: async (items) => void written.push(...items),
      commit: async () => written.length,
      [Symbol.asyncDispose]: async () => {},
    }),
  };
  let changes = 0;
  const sink = mapSink(inner, (item) => ({ ...item, text: `changed ${(changes += 1)}` }));
  await using open = await sink.open({ position: null });
  open.prepare?.(document);
  await open.write([document]);
  expect([sink.name, prepared[0]?.text, changes]).toEqual(["inner", "changed 1", 1]);
  expect(written[0]).toBe(prepared[0]);
  expect(await open.commit({} as Checkpoint)).toBe(1);
});
