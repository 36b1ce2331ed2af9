import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import { errnoOf, unwritable } from "./log-error.js";
import { type Liveness, livenessOf, ownIdentity, type ProcessIdentity } from "./process-identity.js";

const HEARTBEAT_MS = 5_000;
/** How long an owner that cannot be asked may be silent before its lock counts as left behind. */
const SILENCE_MS = 60_000;
const ATTEMPTS = 5;

interface LockOwner extends ProcessIdentity {
  readonly token: string;
}

/**
 * The right to write a log: at most one process has it. The lock of a process that is gone is taken over, and whether it is gone
 * is told by its start time and boot, never by its number alone. For an owner on another host the heartbeat decides.
 */
export class WriterLock implements AsyncDisposable {
  readonly #path: string;
  readonly #token: string;
  readonly #heartbeat: NodeJS.Timeout;

  private constructor(path: string, token: string, onLost: (error: SluiceError) => void) {
    this.#path = path;
    this.#token = token;
    this.#heartbeat = setInterval(() => void this.#beat(onLost), HEARTBEAT_MS).unref();
  }

  /**
   * Takes the lock.
   *
   * @param onLost Called with `LOCK_LOST` when another process is found to have taken it.
   * @throws {SluiceError} `STATE_LOCKED` that names the owner.
   */
  static async acquire(path: string, onLost: (error: SluiceError) => void): Promise<WriterLock> {
    const owner: LockOwner = { ...(await ownIdentity()), token: randomUUID() };
    const candidate = `${path}.${owner.token}`;
    try {
      await writeFile(candidate, JSON.stringify(owner), { mode: 0o600, flag: "wx" });
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if ((await linkIfFree(candidate, path)) || (await takeOver(path, candidate))) return new WriterLock(path, owner.token, onLost);
      }
    } catch (cause) {
      throw unwritable("lock", { file: path, cause });
    } finally {
      await rm(candidate, { force: true });
    }
    throw locked(path, null, "other processes keep taking it");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#heartbeat);
    if ((await ownerOf(this.#path))?.token === this.#token) await rm(this.#path, { force: true });
  }

  async #beat(onLost: (error: SluiceError) => void): Promise<void> {
    try {
      if (await renew(this.#path, this.#token)) return;
    } catch (error) {
      if (errnoOf(error) !== "ENOENT") return; // not readable at the moment; the next beat will tell
    }
    clearInterval(this.#heartbeat);
    onLost(new SluiceError(`Cannot go on writing: another process has taken the lock ${this.#path}`, { code: "LOCK_LOST", context: { file: this.#path } }));
  }
}

/** Writes a lock's content over itself, so that its time is the file system's; through one handle, so that no other lock is touched. */
async function renew(path: string, token: string): Promise<boolean> {
  const file = await open(path, "r+");
  try {
    const content = await file.readFile("utf8");
    if (parseOwner(content)?.token !== token) return false;
    await file.write(content, 0);
    return true;
  } finally {
    await file.close();
  }
}

/** Who holds a lock; `null` where it is gone or cannot be read. */
async function ownerOf(path: string): Promise<LockOwner | null> {
  try {
    return parseOwner(await readFile(path, "utf8"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
}

function parseOwner(content: string): LockOwner | null {
  try {
    const value = JSON.parse(content) as Partial<LockOwner> | null;
    if (typeof value?.pid !== "number" || typeof value.hostname !== "string" || typeof value.token !== "string") return null;
    return { pid: value.pid, hostname: value.hostname, token: value.token, bootId: value.bootId ?? null, startTime: value.startTime ?? null };
  } catch {
    return null; // empty or cut short: killed while it was created
  }
}

/** A hard link appears in one step with its content; where there are none, exclusive creation has to do. */
async function linkIfFree(candidate: string, path: string): Promise<boolean> {
  try {
    await link(candidate, path);
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP"].includes(errnoOf(error) ?? "")) throw error;
  }
  try {
    await writeFile(path, await readFile(candidate), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Puts the candidate in the place of a lock that was left behind; `false` where somebody else was faster. */
async function takeOver(path: string, candidate: string): Promise<boolean> {
  const owner = await ownerOf(path);
  const silence = await silenceOf(path, candidate);
  if (silence === null) return false;
  requireLeftBehind(path, owner, { silence, liveness: owner === null ? "unknown" : await livenessOf(owner) });
  const marker = `${path}.taking`;
  if (!(await linkIfFree(candidate, marker))) {
    const taker = await ownerOf(marker);
    const age = await silenceOf(marker, candidate);
    if (age !== null && (age > SILENCE_MS || (taker !== null && (await livenessOf(taker)) === "dead"))) await rm(marker, { force: true });
    return false;
  }
  try {
    if ((await ownerOf(path))?.token !== owner?.token) return false;
    await rename(candidate, path); // in one step: there is no moment without a lock
    return true;
  } finally {
    await rm(marker, { force: true });
  }
}

function requireLeftBehind(path: string, owner: LockOwner | null, { silence, liveness }: { silence: number; liveness: Liveness }): void {
  if (liveness === "dead") return;
  if (liveness === "unknown" && silence >= (owner === null ? HEARTBEAT_MS : SILENCE_MS)) return;
  throw locked(path, owner, owner === null ? "another process seems to be creating it" : `process ${owner.pid} on ${owner.hostname} holds it`);
}

function locked(path: string, owner: LockOwner | null, reason: string): SluiceError {
  return new SluiceError(`Cannot lock ${path}: ${reason}`, { code: "STATE_LOCKED", context: { file: path, pid: owner?.pid ?? null, hostname: owner?.hostname ?? null } });
}

/** Milliseconds since the lock's last heartbeat, by the file system's clock; `null` if it is gone. */
async function silenceOf(path: string, candidate: string): Promise<number | null> {
  try {
    const [lock, own] = await Promise.all([stat(path), stat(candidate)]);
    return own.mtimeMs - lock.mtimeMs;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
}
