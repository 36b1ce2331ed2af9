import { type Checkpoint, type CheckpointStore, errorMessageOf, SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import { publishCheckpoint } from "./diagnostics.js";
import type { Fingerprint } from "./fingerprint.js";
import type { Positions, RunTargets } from "./run-targets.js";

interface Committed {
  readonly checkpoint: Checkpoint;
  readonly positions: Positions;
}

/** Commits targets and checkpoint together, one generation after the other, and tells the diagnostics channel how long each took. */
export class RunLedger {
  readonly #state: CheckpointStore;
  readonly #targets: RunTargets;
  readonly #fingerprint: Fingerprint;
  #generation: number;
  #last: Committed | null = null;

  constructor(state: CheckpointStore, targets: RunTargets, fingerprint: Fingerprint, generation: number) {
    this.#state = state;
    this.#targets = targets;
    this.#fingerprint = fingerprint;
    this.#generation = generation;
  }

  async commit(checkpoint: Checkpoint, status: StoredCheckpoint["status"], reason: string | null = null): Promise<void> {
    await this.#timed(checkpoint, async () => {
      await guard(() => this.#state.assertHeld()); // a process that was paused may have lost its run meanwhile
      const positions = await this.#targets.commit(checkpoint);
      this.#last = { checkpoint, positions };
      return this.#save(this.#last, status, reason);
    });
  }

  /** Notes how the run ended; the last commit has covered everything. */
  async close(status: StoredCheckpoint["status"], reason: string | null): Promise<void> {
    const last = this.#last;
    if (last !== null) await this.#timed(last.checkpoint, () => this.#save(last, status, reason));
  }

  async #save({ checkpoint, positions }: Committed, status: StoredCheckpoint["status"], reason: string | null): Promise<StoredCheckpoint> {
    this.#generation += 1;
    const stored = { ...checkpoint, generation: this.#generation, status, reason, fingerprint: this.#fingerprint, positions };
    await guard(() => this.#state.save(stored));
    return stored;
  }

  async #timed({ runId, adapter }: Checkpoint, save: () => Promise<StoredCheckpoint>): Promise<void> {
    const startedAt = performance.now();
    let stored: StoredCheckpoint | null = null;
    try {
      stored = await save();
    } finally {
      const durationMs = performance.now() - startedAt;
      publishCheckpoint({ runId, adapter, durationMs, stored });
    }
  }
}

async function guard(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (cause) {
    if (SluiceError.is(cause)) throw cause;
    throw new SluiceError(`Cannot save the checkpoint: ${errorMessageOf(cause)}`, { code: "STATE_UNWRITABLE", cause });
  }
}
