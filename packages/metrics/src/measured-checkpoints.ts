import { channel } from "node:diagnostics_channel";
import type { CheckpointStore, StoredCheckpoint } from "@sluice/core-events";

/** One attempt to save a checkpoint, as published on `sluice:pipeline:checkpoint`. */
export interface CheckpointFigures {
  readonly runId: string;
  readonly durationMs: number;
  /** Size as JSON. */
  readonly bytes: number;
  readonly failed: boolean;
}

const checkpoints = channel("sluice:pipeline:checkpoint");

/**
 * The same store, whose saves are timed and published on the diagnostics channel `sluice:pipeline:checkpoint`, where the
 * exporters of this package listen. Errors pass unchanged. Closing stays with whoever opened the store.
 *
 * @example
 * ```ts
 * await using state = await openStateDirectory("trials.jsonl.sluice");
 * for await (const event of pipeline.ingest("clinical-trials", { state: measuredCheckpoints(state), sink })) report(event);
 * ```
 */
export function measuredCheckpoints(store: CheckpointStore): CheckpointStore {
  return {
    load: () => store.load(),
    assertHeld: () => store.assertHeld(),
    save: async (checkpoint) => {
      if (!checkpoints.hasSubscribers) return store.save(checkpoint);
      const startedAt = performance.now();
      let failed = true;
      try {
        await store.save(checkpoint);
        failed = false;
      } finally {
        publish(checkpoint, performance.now() - startedAt, failed);
      }
    },
  };
}

function publish(checkpoint: StoredCheckpoint, durationMs: number, failed: boolean): void {
  const figures: CheckpointFigures = { runId: checkpoint.runId, durationMs, bytes: Buffer.byteLength(JSON.stringify(checkpoint)), failed };
  checkpoints.publish(figures);
}
