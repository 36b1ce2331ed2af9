import { EventFactory } from "@sluice/core-events";
import { expect, test } from "vitest";
import { NoteCounts } from "./note-counts.js";

const factory = new EventFactory({ runId: "r", pipelineId: "p", now: () => 0 });
const note = (name: string) => factory.create("AdapterEvent", { adapter: "a", name, payload: null });

test("notes are counted by name, pages are none", () => {
  const counts = new NoteCounts();
  for (const name of ["page", "skipped", "page", "orphans", "skipped"]) counts.add(note(name));
  expect(counts.list()).toEqual([{ name: "skipped", count: 2 }, { name: "orphans", count: 1 }]);
});

test("names without end are counted as one", () => {
  const counts = new NoteCounts();
  for (let n = 0; n < 1000; n += 1) counts.add(note(`n${n}`));
  expect([counts.list().length, counts.list().at(-1)]).toEqual([101, { name: "other", count: 900 }]);
});
