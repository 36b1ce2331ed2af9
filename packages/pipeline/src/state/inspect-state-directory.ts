import { join } from "node:path";
import type { JsonValue, StoredCheckpoint } from "@sluice/core-events";
import { CheckpointFiles } from "./checkpoint-files.js";
import { livenessOf } from "./process-identity.js";
import { readLock } from "./run-lock.js";
import { LOCK_NAME, readSettings } from "./state-directory.js";

/** What a state directory holds. */
export interface StateInspection {
  readonly checkpoint: StoredCheckpoint | null;
  readonly settings: JsonValue | null;
  /** Who holds the lock; `alive` is also true where that cannot be told. */
  readonly lock: { readonly pid: number; readonly hostname: string; readonly alive: boolean } | null;
}

/**
 * Looks into a state directory without locking or changing it; a run may be under way in it.
 *
 * @throws {SluiceError} `CHECKPOINT_CORRUPT` if there are checkpoints and none is whole.
 */
export async function inspectStateDirectory(path: string): Promise<StateInspection> {
  const owner = await readLock(join(path, LOCK_NAME));
  const lock = owner === null ? null : { pid: owner.pid, hostname: owner.hostname, alive: (await livenessOf(owner)) !== "dead" };
  return { checkpoint: await new CheckpointFiles(path).load(), settings: await readSettings(path), lock };
}
