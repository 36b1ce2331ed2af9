import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { join } from "node:path";
import { openStateDirectory } from "@sluice/pipeline";
import { SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import { expect, test } from "vitest";
import { type CheckpointFigures, measuredCheckpoints } from "./measured-checkpoints.js";
import { TemporaryFolder } from "./testing/temporary-folder.js";

const checkpoint: StoredCheckpoint = {
  version: 1, runId: "r1", adapter: "jsonl", timestamp: 1, cursor: null, lowWaterMark: 0, finished: { count: 0, ahead: [] }, completed: 0, failed: 0,
  generation: 1, status: "running", reason: null, fingerprint: {}, positions: {},
};

class Heard implements Disposable {
  readonly figures: CheckpointFigures[] = [];
  readonly #listener = (message: unknown): number => this.figures.push(message as CheckpointFigures); // what the channel carries
  constructor() {
    subscribe("sluice:pipeline:checkpoint", this.#listener);
  }
  [Symbol.dispose](): void {
    unsubscribe("sluice:pipeline:checkpoint", this.#listener);
  }
}

test("a save is passed on, timed and published", async () => {
  using folder = new TemporaryFolder();
  using heard = new Heard();
  await using state = await openStateDirectory(join(folder.path, "state"));
  const store = measuredCheckpoints(state);
  await store.save(checkpoint);
  expect(await store.load()).toEqual(checkpoint);
  expect(heard.figures).toEqual([{ runId: "r1", durationMs: expect.any(Number) as unknown, bytes: Buffer.byteLength(JSON.stringify(checkpoint)), failed: false }]);
});

test("a save that fails is published as such, and its error passes unchanged", async () => {
  using heard = new Heard();
  const failure = new SluiceError("Cannot save", { code: "STATE_UNWRITABLE" });
  const store = measuredCheckpoints({ load: () => Promise.resolve(null), assertHeld: () => Promise.resolve(), save: () => Promise.reject(failure) });
  await expect(store.save(checkpoint)).rejects.toBe(failure);
  expect(heard.figures).toMatchObject([{ failed: true }]);
});
