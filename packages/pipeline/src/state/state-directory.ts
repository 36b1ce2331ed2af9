import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type CheckpointStore, type JsonValue, jsonValueSchema, SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import { CheckpointFiles } from "./checkpoint-files.js";
import { RunLock } from "./run-lock.js";
import { hasErrno, onState } from "./state-error.js";
import { syncDirectory, writeDurably } from "./write-durably.js";

/** The name of the lock file inside a state directory. */
export const LOCK_NAME = "lock";
/** The name of the settings file inside a state directory. */
const SETTINGS_NAME = "settings.json";
/** The age at which a candidate for the lock belongs to nobody: taking a lock is a matter of milliseconds. */
const STRAY_MS = 60_000;

/** The state of one run on disk: its checkpoints, its settings and the lock that keeps other processes out. */
export interface StateDirectory extends CheckpointStore, AsyncDisposable {
  readonly path: string;
  /** What `writeSettings` stored last, or `null`. */
  readSettings(): Promise<JsonValue | null>;
  /** Keeps what is needed to start the run again. Put no secrets here. */
  writeSettings(settings: JsonValue): Promise<void>;
  /** Forgets checkpoints and settings; the lock stays. */
  reset(): Promise<void>;
}

/**
 * Opens the state of a run and locks it; the directory is made if it is missing. Files are readable by their owner only.
 *
 * @throws {SluiceError} `STATE_LOCKED` if another process holds it, `STATE_UNWRITABLE` if it cannot be used.
 * @example
 * ```ts
 * await using state = await openStateDirectory("trials.jsonl.sluice");
 * for await (const event of pipeline.ingest("clinical-trials", { state, sink: jsonlSink({ path: "trials.jsonl" }) })) report(event);
 * ```
 */
export async function openStateDirectory(path: string): Promise<StateDirectory> {
  await onState("make the state directory", path, () => mkdir(path, { recursive: true, mode: 0o700 }));
  const lock = await RunLock.acquire(join(path, LOCK_NAME));
  try {
    await onState("clean", path, () => removeStrays(path));
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
  return new LockedStateDirectory(path, lock);
}

class LockedStateDirectory implements StateDirectory {
  readonly path: string;
  readonly #lock: RunLock;
  readonly #checkpoints: CheckpointFiles;

  constructor(path: string, lock: RunLock) {
    this.path = path;
    this.#lock = lock;
    this.#checkpoints = new CheckpointFiles(path);
  }

  load(): Promise<StoredCheckpoint | null> {
    return this.#checkpoints.load();
  }

  assertHeld(): Promise<void> {
    return this.#lock.assertHeld();
  }

  async save(checkpoint: StoredCheckpoint): Promise<void> {
    await this.#lock.assertHeld();
    await this.#checkpoints.save(checkpoint);
  }

  readSettings(): Promise<JsonValue | null> {
    return readSettings(this.path);
  }

  async writeSettings(settings: JsonValue): Promise<void> {
    await this.#lock.assertHeld();
    const path = join(this.path, SETTINGS_NAME);
    await onState("write", path, () => writeDurably(path, `${JSON.stringify(settings, null, 2)}\n`));
  }

  async reset(): Promise<void> {
    await this.#lock.assertHeld();
    await onState("reset", this.path, async () => {
      await this.#checkpoints.remove();
      await rm(join(this.path, SETTINGS_NAME), { force: true });
      await syncDirectory(this.path);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lock[Symbol.asyncDispose]();
  }
}

/** The settings in a state directory, or `null`. */
export async function readSettings(directory: string): Promise<JsonValue | null> {
  const path = join(directory, SETTINGS_NAME);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasErrno(error, "ENOENT")) return null;
    return onState("read", path, () => Promise.reject(error as Error)); // readFile rejects with errors only
  }
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SluiceError(`Cannot read ${path}: it is not JSON`, { code: "CHECKPOINT_CORRUPT", context: { path }, cause });
  }
}

/** Removes what killed processes left: half-written files at once, and candidates for the lock when they are old. */
async function removeStrays(directory: string): Promise<void> {
  const { mtimeMs: now } = await stat(join(directory, LOCK_NAME)); // just made, so this is the file system's own time
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (name.endsWith(".tmp") || (name.startsWith(`${LOCK_NAME}.`) && (await isOld(path, now)))) await rm(path, { force: true });
  }
}

async function isOld(path: string, now: number): Promise<boolean> {
  try {
    return now - (await stat(path)).mtimeMs > STRAY_MS;
  } catch (error) {
    if (hasErrno(error, "ENOENT")) return false; // its owner has removed it
    throw error;
  }
}
