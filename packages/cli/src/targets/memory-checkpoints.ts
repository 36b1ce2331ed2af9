import type { CheckpointStore, StoredCheckpoint } from "@sluice/core-events";

/** Keeps the checkpoint of a run that is not resumable, for as long as the process lives. */
export function memoryCheckpoints(): CheckpointStore {
  let last: StoredCheckpoint | null = null;
  return {
    load: () => Promise.resolve(last),
    assertHeld: () => Promise.resolve(),
    save(checkpoint) {
      last = checkpoint;
      return Promise.resolve();
    },
  };
}
