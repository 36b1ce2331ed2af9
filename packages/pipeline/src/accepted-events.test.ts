import { setTimeout as sleep } from "node:timers/promises";
import type { CheckpointStore, PipelineEvent } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { openStateDirectory } from "./state/state-directory.js";
import { CountingSource, numberDocument } from "./testing/counting-source.js";
import { Ingestion } from "./testing/ingestion.js";
import { readUntilError } from "./testing/read-until-error.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

const COUNT = 1000;
const options = { concurrency: 8, checkpointEveryMs: 10_000, checkpointInterval: 70 } as const;

const sourceOf = (): CountingSource =>
  new CountingSource({
    count: COUNT,
    markEvery: 50,
    parse(n) {
      if (n % 100 === 7) throw new Error(`bad ${n}`);
      return numberDocument(n);
    },
  });
const isTerminal = ({ type }: PipelineEvent): boolean => type === "DocumentCompleted" || type === "DocumentFailed";

test("onAccepted sees what the consumer gets, in order, each event once and before the consumer", async () => {
  const ingestion = new Ingestion(temporaryDirectory());
  await using state = await openStateDirectory(ingestion.state);
  const seen: PipelineEvent[] = [];
  const stream = ingestion.stream(sourceOf(), state, { ...options, filter: ({ type }) => type !== "DocumentStarted", onAccepted: (events) => void seen.push(...events) });
  const consumed: PipelineEvent[] = [];
  for await (const event of stream) {
    expect(seen).toContain(event);
    consumed.push(event);
  }
  expect(seen).toEqual(consumed);
  expect(seen.filter(isTerminal)).toHaveLength(COUNT);
  expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, n) => n + 1));
});

test("P1 before a checkpoint is saved, onAccepted has settled with every outcome it covers, and not with the checkpoint itself", async () => {
  const ingestion = new Ingestion(temporaryDirectory());
  await using state = await openStateDirectory(ingestion.state);
  const settled: PipelineEvent[] = [];
  const known: { covered: number; settled: number; checkpoints: number }[] = [];
  const watched: CheckpointStore = {
    load: () => state.load(),
    assertHeld: () => state.assertHeld(),
    async save(checkpoint) {
      known.push({ covered: checkpoint.completed + checkpoint.failed, settled: settled.filter(isTerminal).length, checkpoints: settled.filter(hasCheckpoint).length });
      await state.save(checkpoint);
    },
  };
  const onAccepted = async (events: readonly PipelineEvent[]): Promise<void> => {
    await sleep(1);
    settled.push(...events);
  };
  for await (const _ of ingestion.stream(sourceOf(), watched, { ...options, onAccepted }));
  expect(known.length).toBeGreaterThan(COUNT / options.checkpointInterval);
  expect(known.filter((save) => save.settled < save.covered)).toEqual([]);
  expect(known.slice(0, -1).map(({ checkpoints }) => checkpoints)).toEqual([0, ...known.slice(0, -2).map((_, n) => n)]); // saves: one before the run, one at each checkpoint, the end
});

test.each([1, 3, 9])("an onAccepted that throws at call %i ends the run as sink_failed, its events are seen, and a resume gives everything once", async (at) => {
  const ingestion = new Ingestion(temporaryDirectory());
  let calls = 0;
  const onAccepted = (): void => {
    if ((calls += 1) === at) throw new Error("log is full");
  };
  {
    await using state = await openStateDirectory(ingestion.state);
    const { items, error } = await readUntilError(ingestion.stream(sourceOf(), state, { ...options, onAccepted }));
    expect(error).toMatchObject({ message: "log is full" });
    expect(items.at(-1)).toMatchObject({ type: "RunFailed", reason: "sink_failed", error: "log is full" });
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, n) => n + 1));
  }
  await ingestion.run(sourceOf(), options);
  expect(ingestion.ended()).toEqual(Array.from({ length: COUNT }, (_, n) => n));
});

test("onAccepted sees the two events of a run that was finished before", async () => {
  const ingestion = new Ingestion(temporaryDirectory());
  await ingestion.run(sourceOf());
  await using state = await openStateDirectory(ingestion.state);
  const seen: string[] = [];
  const consumed = await collect(ingestion.stream(sourceOf(), state, { onAccepted: (events) => void seen.push(...events.map(({ type }) => type)) }));
  expect(seen).toEqual(["RunStarted", "RunCompleted"]);
  expect(consumed.map(({ type }) => type)).toEqual(seen);
});

function hasCheckpoint(event: PipelineEvent): boolean {
  return event.type === "BatchProgress" && event.checkpoint !== undefined;
}
