import { type Checkpoint, type CheckpointStore, errorMessageOf, SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import type { Fingerprint } from "./fingerprint.js";
import type { Positions, RunTargets } from "./run-targets.js";

/** Commits targets and checkpoint together, one generation after the other. */
export class RunLedger {
  readonly #state: CheckpointStore;
  readonly #targets: RunTargets;
  readonly #fingerprint: Fingerprint;
  #generation: number;
  #last: { readonly checkpoint: Checkpoint; readonly positions: Positions } | null = null;

  constructor(state: CheckpointStore, targets: RunTargets, fingerprint: Fingerprint, generation: number) {
    this.#state = state;
    this.#targets = targets;
    this.#fingerprint = fingerprint;
    this.#generation = generation;
  }

  async commit(checkpoint: Checkpoint, status: StoredCheckpoint["status"], reason: string | null = null): Promise<void> {
    await guard(() => this.#state.assertHeld()); // a process that was paused may have lost its run meanwhile
    const positions = await this.#targets.commit(checkpoint);
    this.#last = { checkpoint, positions };
    await this.#save(status, reason);
  }

  /** Notes how the run ended; the last commit has covered everything. */
  async close(status: StoredCheckpoint["status"], reason: string | null): Promise<void> {
    await this.#save(status, reason);
  }

  async #save(status: StoredCheckpoint["status"], reason: string | null): Promise<void> {
    if (this.#last === null) return;
    this.#generation += 1;
    const { checkpoint, positions } = this.#last;
    const stored = { ...checkpoint, generation: this.#generation, status, reason, fingerprint: this.#fingerprint, positions };
    await guard(() => this.#state.save(stored));
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
