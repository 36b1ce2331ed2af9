import { rm, rmdir } from "node:fs/promises";
import { type CheckpointStore, errorMessageOf, SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import { openStateDirectory, type StateDirectory } from "@sluice/pipeline";
import { toStored } from "../settings/stored-settings.js";
import type { RunSettings } from "../settings/run-settings.js";
import { makeDirectory } from "../targets/make-directory.js";
import { memoryCheckpoints } from "../targets/memory-checkpoints.js";
import { retryDirectory } from "../targets/state-paths.js";
import { refuseUnfinishedRetry } from "../retry/unfinished-retry.js";
import { retryTimePath } from "./retry-time.js";

/** What a run's state is opened with. */
export interface RunStateOptions {
  readonly settings: RunSettings;
  /** `null` keeps the state in memory. */
  readonly directory: string | null;
  /** Forgets what an earlier run has left. */
  readonly restart: boolean;
}

/** The state of one run, locked, with what it held when it was opened. */
export class RunState implements AsyncDisposable {
  readonly store: CheckpointStore;
  readonly found: StoredCheckpoint | null;
  readonly #directory: StateDirectory | null;

  private constructor(store: CheckpointStore, found: StoredCheckpoint | null, directory: StateDirectory | null) {
    this.store = store;
    this.found = found;
    this.#directory = directory;
  }

  /**
   * @throws {SluiceError} `STATE_LOCKED` if another process holds it; `EARLY_VALIDATION_FAILED` if the run was stopped by
   * early validation and would be again.
   * @throws {UsageError} If a retry of failed documents is unfinished.
   */
  static async open({ settings, directory, restart }: RunStateOptions): Promise<RunState> {
    if (directory === null) return new RunState(memoryCheckpoints(), null, null);
    await makeStateDirectory(directory);
    const opened = await openStateDirectory(directory);
    try {
      if (restart) await forget(opened);
      else await refuseUnfinishedRetry(directory);
      const found = await opened.load();
      if (found !== null && settings.earlyValidation !== null) refuseEarlyStopped(found);
      const state = new RunState(opened, found, opened);
      if (found === null) await state.keep(settings);
      return state;
    } catch (error) {
      await opened[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Whether the run had come to its end already. */
  get isFinished(): boolean {
    return this.found?.status === "completed";
  }

  /** Stores what `sluice resume` needs. */
  async keep(settings: RunSettings): Promise<void> {
    await this.#directory?.writeSettings(toStored(settings));
  }

  /** Gives the lock back; a directory in which no run ever began is removed. */
  async [Symbol.asyncDispose](): Promise<void> {
    const directory = this.#directory;
    if (directory === null) return;
    const isUnused = this.found === null && (await isEmpty(directory));
    if (isUnused) await directory.reset();
    await directory[Symbol.asyncDispose]();
    if (isUnused) await rmdir(directory.path).catch(ignoreNotEmpty);
  }
}

async function makeStateDirectory(path: string): Promise<void> {
  try {
    await makeDirectory(path, { mode: 0o700 });
  } catch (cause) {
    throw new SluiceError(`Cannot make the state directory ${path}: ${errorMessageOf(cause)}`, { code: "STATE_UNWRITABLE", context: { path }, cause });
  }
}

async function forget(directory: StateDirectory): Promise<void> {
  await rm(retryDirectory(directory.path), { recursive: true, force: true });
  await rm(retryTimePath(directory.path), { force: true });
  await directory.reset();
}

async function isEmpty(directory: StateDirectory): Promise<boolean> {
  try {
    return (await directory.load()) === null;
  } catch {
    return false; // damaged, so something is there; whoever needs it has been told
  }
}

function ignoreNotEmpty(error: NodeJS.ErrnoException): void {
  if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(error.code ?? "")) throw error;
}

function refuseEarlyStopped({ reason, completed, failed }: StoredCheckpoint): void {
  if (reason !== "early_validation_failed") return;
  const message = `Cannot resume: early validation stopped this run after ${completed} completed and ${failed} failed documents; expected --no-early-validation to go on regardless, or --restart to start over once source or rule are mended`;
  throw new SluiceError(message, { code: "EARLY_VALIDATION_FAILED", context: { completed, failed } });
}
