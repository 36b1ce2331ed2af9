import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Checkpoint, PipelineEvent, SinkPosition } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { eventsSink, readEvents, recordEvents } from "@sluice/sinks";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

const parse = (n: number) => {
  if (n % 50 === 7) throw new Error("bad");
  return numberDocument(n);
};
const pipelineOf = (): IngestionPipeline => new IngestionPipeline({ adapters: [new CountingSource({ count: 500, markEvery: 10, parse }).adapter] });

function outcomeOf(event: { readonly type: string }): string[] {
  const known = event as PipelineEvent; // what the file of this test holds
  if (known.type === "DocumentCompleted") return [known.document.docId];
  return known.type === "DocumentFailed" ? [String(known.docId)] : [];
}

test("a stream of events that is recorded can be read back, equal and in order", async () => {
  const path = join(temporaryDirectory(), "run.events.jsonl");
  const seen = await collect(recordEvents(pipelineOf().streamEvents("numbers"), { sink: eventsSink({ path }) }));
  const kept = await collect(readEvents(path));
  expect(kept.map(({ event }) => event)).toEqual(JSON.parse(JSON.stringify(seen)));
  expect(kept.every(({ known }) => known)).toBe(true);
});

test("P1 P2 a run whose events are left at random points and gone on with has every outcome once", async () => {
  const path = join(temporaryDirectory(), "run.events.jsonl");
  let position: SinkPosition | null = null;
  let checkpoint: Checkpoint | null = null;
  for (const enough of [130, 40, 260, 7, Infinity]) {
    const resume: { resumeFrom?: Checkpoint } = checkpoint === null ? {} : { resumeFrom: checkpoint };
    const events = pipelineOf().streamEvents("numbers", { checkpointInterval: 20, concurrency: 4, ...resume });
    let count = 0;
    const onCommit = (committed: SinkPosition, covered: Checkpoint | null): void => {
      position = committed;
      checkpoint = covered ?? checkpoint;
    };
    for await (const _ of recordEvents(events, { sink: eventsSink({ path }), position, onCommit })) if ((count += 1) >= enough) break;
    if (position === null) rmSync(path); // it ended before its first commit, so it starts over
  }
  const outcomes = (await collect(readEvents(path))).flatMap(({ event }) => outcomeOf(event));
  expect(outcomes.sort()).toEqual(Array.from({ length: 500 }, (_, n) => `n${n}`).sort());
});
