import { once } from "node:events";
import { byType, type PipelineEvent } from "@sluice/core-events";
import { assertEventOrder, collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import type { StreamOptions } from "./stream-options.js";
import { CountingSource } from "./testing/counting-source.js";

const pipeline = new IngestionPipeline({ adapters: [new CountingSource({ count: 5 }).adapter] });
const isCompleted2 = (event: PipelineEvent): boolean => event.type === "DocumentCompleted" && event.document.docId === "n2";

const hooks: readonly (readonly [string, StreamOptions])[] = [
  ["a filter that throws", { filter: (event) => { if (isCompleted2(event)) throw new Error("broken hook"); return true; } }],
  ["a filter that returns undefined", { filter: (event) => (isCompleted2(event) ? (undefined as never) : true) }],
  ["a transformer that throws", { transform: (event) => { if (isCompleted2(event)) throw new Error("broken hook"); return event; } }],
  ["a transformer that returns undefined", { transform: (event) => (isCompleted2(event) ? (undefined as never) : event) }],
  ["a transformer that returns another event", { transform: (event) => (isCompleted2(event) ? { ...event, sequence: 1 } : event) }],
  ["a transformer that mutates", { transform: (event) => { if (isCompleted2(event)) (event as { runId: string }).runId = "x"; return event; } }],
];

test.each(hooks)("A8 %s fails its document, and the run goes on", async (_, options) => {
  const events = await collect(pipeline.streamEvents("numbers", options));
  assertEventOrder(events);
  expect(events.filter(({ type }) => type === "DocumentFailed")).toMatchObject([{ docId: "n2", errorType: "TRANSFORM_FAILED" }]);
  expect(events.at(-1)).toMatchObject({ type: "RunCompleted", stats: { completed: 4, failed: 1 } });
});

test("A8 a hook that throws on an event of no document lets it pass, and warns once", async () => {
  const warned = once(process, "warning") as Promise<[Error & { code?: string }]>;
  const filter = (event: PipelineEvent) => {
    if (!("docId" in event) && event.type !== "DocumentCompleted") throw new Error("broken hook");
    return true;
  };
  const events = await collect(pipeline.streamEvents("numbers", { filter }));
  assertEventOrder(events);
  expect((await warned)[0]).toMatchObject({ code: "SLUICE_HOOK_FAILED" });
});

test("what a filter leaves out leaves no gap, and fields of a transformer are there", async () => {
  const transform = (event: PipelineEvent) => ({ ...event, team: "herbarium" });
  const events = await collect(pipeline.streamEvents("numbers", { filter: byType("DocumentCompleted", "RunCompleted"), transform }));
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(events.every((event) => "team" in event)).toBe(true);
});

test("a describe() that throws fails its document", async () => {
  const source = new CountingSource({ count: 2, describe: (n) => { if (n === 1) throw new Error("no metadata"); return { n }; } });
  const { documents, errors } = await new IngestionPipeline({ adapters: [source.adapter] }).runAsync("numbers");
  expect([documents.length, errors[0]?.error]).toEqual([1, "no metadata"]);
});
