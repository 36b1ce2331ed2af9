import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { type Liveness, livenessOf, ownIdentity, processIdentitySchema } from "./process-identity.js";
import { hasErrno, onState } from "./state-error.js";

const HEARTBEAT_MS = 5_000;
/** How long the owner on another host may be silent before its lock counts as left behind. */
const SILENCE_MS = 60_000;
const ATTEMPTS = 3;

const lockSchema = processIdentitySchema.extend({ token: z.string().min(1) });

/** Who holds a lock. */
export type LockOwner = Readonly<z.infer<typeof lockSchema>>;

/**
 * A lock file: at most one process holds it, and one that has lost it finds out before it writes.
 *
 * It appears in one step with its content (a hard link to a file written before), so it is never seen half made. The lock
 * of a dead process is taken over; whether a process is dead is told by its start time and boot, never by its number
 * alone. The owner on another host cannot be asked: its heartbeat is the lock file's time, and after a minute of silence
 * its lock is taken over.
 */
export class RunLock implements AsyncDisposable {
  readonly #path: string;
  readonly #token: string;
  readonly #heartbeat: NodeJS.Timeout;

  private constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS).unref();
  }

  /**
   * Takes the lock.
   * @throws {SluiceError} `STATE_LOCKED` that names the owner, if a live process holds it.
   */
  static async acquire(path: string): Promise<RunLock> {
    const owner: LockOwner = { ...(await ownIdentity()), token: randomUUID() };
    const candidate = `${path}.${owner.token}`;
    await onState("lock", path, () => writeFile(candidate, JSON.stringify(owner), { mode: 0o600, flag: "wx" }));
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if (await onState("lock", path, () => linkIfFree(candidate, path))) return new RunLock(path, owner.token);
        if (await onState("lock", path, () => takeIfLeftBehind(path, candidate))) return new RunLock(path, owner.token);
      }
      throw new SluiceError(`Cannot lock ${path}: other processes keep taking it`, { code: "STATE_LOCKED", context: { path } });
    } finally {
      await rm(candidate, { force: true });
    }
  }

  /** @throws {SluiceError} `LOCK_LOST` when another process has taken the lock. */
  async assertHeld(): Promise<void> {
    const owner = await readLock(this.#path);
    if (owner?.token === this.#token) return;
    const who = owner === null ? "it is gone" : `process ${owner.pid} on ${owner.hostname} holds it`;
    throw new SluiceError(`Cannot go on writing: the lock ${this.#path} was lost, ${who}`, { code: "LOCK_LOST", context: { path: this.#path } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#heartbeat);
    const owner = await readLock(this.#path);
    if (owner?.token === this.#token) await rm(this.#path, { force: true });
  }

  async #beat(): Promise<void> {
    try {
      if (!(await renew(this.#path, this.#token))) clearInterval(this.#heartbeat);
    } catch (error) {
      if (hasErrno(error, "ENOENT")) clearInterval(this.#heartbeat); // gone: the next write will say so
    }
  }
}

/**
 * Writes a lock's own content over itself, so that its time is the file system's, whatever the clock of this host says. It is
 * read and written through one handle: a lock that another process has put in its place is never touched.
 */
async function renew(path: string, token: string): Promise<boolean> {
  const file = await open(path, "r+");
  try {
    const content = await file.readFile("utf8");
    if (parseLock(content)?.token !== token) return false;
    await file.write(content, 0);
    return true;
  } finally {
    await file.close();
  }
}

/** Who holds the lock at a path; `null` where nobody does, or where it cannot be read as a lock. */
export async function readLock(path: string): Promise<LockOwner | null> {
  try {
    return parseLock(await readFile(path, "utf8"));
  } catch {
    return null; // missing: nobody can be named
  }
}

function parseLock(content: string): LockOwner | null {
  try {
    return lockSchema.parse(JSON.parse(content));
  } catch {
    return null; // empty or cut short
  }
}

async function linkIfFree(candidate: string, path: string): Promise<boolean> {
  try {
    await link(candidate, path);
    return true;
  } catch (error) {
    if (hasErrno(error, "EEXIST")) return false;
    if (!hasErrno(error, "EPERM") && !hasErrno(error, "ENOTSUP") && !hasErrno(error, "EOPNOTSUPP")) throw error;
    return createIfFree(candidate, path);
  }
}

/** For file systems without hard links: exclusive creation, which a kill may leave behind empty. */
async function createIfFree(candidate: string, path: string): Promise<boolean> {
  try {
    await writeFile(path, await readFile(candidate), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if (hasErrno(error, "EEXIST")) return false;
    throw error;
  }
}

/** Puts the candidate in the place of a lock whose owner is gone. @throws {SluiceError} `STATE_LOCKED` if it is not. */
async function takeIfLeftBehind(path: string, candidate: string): Promise<boolean> {
  const owner = await readLock(path);
  const silence = await silenceOf(path, candidate);
  if (silence === null) return false; // released in the meantime
  requireLeftBehind(path, owner, owner === null ? "unknown" : await livenessOf(owner), silence);
  const marker = `${path}.${encodeURIComponent(owner?.token ?? "unreadable")}.taking`;
  if (!(await linkIfFree(candidate, marker))) {
    await removeIfStale(marker, candidate);
    return false;
  }
  try {
    return await replace(path, candidate, owner);
  } finally {
    await rm(marker, { force: true });
  }
}

/** Call it only while holding the marker of this owner: nobody else may replace its lock then, and it cannot come back itself. */
async function replace(path: string, candidate: string, owner: LockOwner | null): Promise<boolean> {
  const found = await readLock(path);
  if (found?.token !== owner?.token || (await silenceOf(path, candidate)) === null) return false; // somebody was faster
  await rename(candidate, path); // in one step: there is no moment without a lock
  return true;
}

/** Removes the marker of a process that was killed while it took a lock over. */
async function removeIfStale(marker: string, candidate: string): Promise<void> {
  const owner = await readLock(marker);
  const silence = await silenceOf(marker, candidate);
  if (silence === null) return;
  if (silence >= SILENCE_MS || (owner !== null && (await livenessOf(owner)) === "dead")) await rm(marker, { force: true });
}

function requireLeftBehind(path: string, owner: LockOwner | null, liveness: Liveness, silenceMs: number): void {
  if (liveness === "dead") return;
  if (liveness === "unknown" && silenceMs >= (owner === null ? HEARTBEAT_MS : SILENCE_MS)) return;
  const context = { path, pid: owner?.pid ?? null, hostname: owner?.hostname ?? null };
  if (owner === null) {
    throw new SluiceError(`Cannot lock ${path}: another process seems to be creating it; try again in some seconds`, { code: "STATE_LOCKED", context });
  }
  const wait = liveness === "unknown" ? `; if that host is gone, try again in ${Math.ceil((SILENCE_MS - silenceMs) / 1000)} s` : "";
  throw new SluiceError(`Cannot lock ${path}: process ${owner.pid} on ${owner.hostname} holds it${wait}`, { code: "STATE_LOCKED", context });
}

/** Milliseconds since the lock's last heartbeat, by the file system's own clock; `null` if the lock is gone. */
async function silenceOf(path: string, candidate: string): Promise<number | null> {
  try {
    const [lock, own] = await Promise.all([stat(path), stat(candidate)]);
    return own.mtimeMs - lock.mtimeMs;
  } catch (error) {
    if (hasErrno(error, "ENOENT")) return null;
    throw error;
  }
}
