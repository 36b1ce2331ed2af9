import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import type { StateDirectory } from "@sluice/pipeline";
import type { RetryPlan } from "./retry-plan.js";

/** A retry whose every letter has had its turn. */
export interface FinishedRetry {
  /** The state of the run itself. */
  readonly main: Pick<StateDirectory, "path" | "load" | "save">;
  /** The state of the retry. */
  readonly nested: Pick<StateDirectory, "path"> & AsyncDisposable;
  readonly checkpoint: StoredCheckpoint;
  readonly plan: RetryPlan;
  /** The run's dead letters, and those that are left of them. */
  readonly letters: { readonly path: string; readonly left: string };
}

/**
 * Makes the outcome of a retry that of the run: dead letters, then checkpoint, then the retry's own state goes. Killed anywhere
 * in between, the next `retry-failed` comes here again and redoes each step: they lead to the same end from every start.
 */
export async function finishRetry(retry: FinishedRetry): Promise<void> {
  await renameIfThere(retry.letters.left, retry.letters.path);
  await saveOutcome(retry);
  await retry.nested[Symbol.asyncDispose]();
  await removeNested(retry.nested.path);
}

/** Twice, because two generations are kept: the older one must not lead back behind the dead letters that are gone. */
async function saveOutcome({ main, checkpoint, plan }: FinishedRetry): Promise<void> {
  for (let copy = 0; copy < 2; copy += 1) {
    const before = await main.load();
    if (before === null) throw new SluiceError(`Cannot finish the retry: the run's checkpoint is gone from ${main.path}`, { code: "CHECKPOINT_CORRUPT" });
    await main.save({
      ...before,
      timestamp: Date.now(),
      generation: before.generation + 1,
      completed: plan.completed + checkpoint.completed,
      failed: plan.failed - checkpoint.completed,
      positions: { ...before.positions, ...checkpoint.positions },
    });
  }
}

/** In one step out of the way, then piece by piece: half a state must never look like a retry that has just begun. */
async function removeNested(path: string): Promise<void> {
  const aside = `${path}.done`;
  await rm(aside, { recursive: true, force: true });
  await renameIfThere(path, aside);
  await rm(aside, { recursive: true, force: true });
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return; // done before the process was killed
    throw new SluiceError(`Cannot rename ${from} to ${to}`, { code: "STATE_UNWRITABLE", context: { from, to }, cause: error });
  }
  await syncDirectory(dirname(to));
}

async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return; // directories cannot be opened there
  await using directory = await open(path, "r");
  await directory.sync();
}
