import { constants, type Stats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { SluiceError } from "@sluice/core-events";
import type { FileSystem } from "./file-system.js";
import { ioCode, ioReason } from "./io-reason.js";

const { O_RDWR, O_CREAT, O_EXCL } = constants;
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>; // missing on Windows

/** A regular file, open for reading and writing. */
export interface Target {
  readonly handle: FileHandle;
  readonly size: number;
}

/**
 * Opens a regular file for reading and writing, or gives `null` if there is none. Never follows a link, never waits for a
 * pipe's other end, never touches a device.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE`, naming path and reason.
 */
export async function openTarget(path: string, files: FileSystem): Promise<Target | null> {
  try {
    const found = await files.lstat(path);
    refuseOddKind(path, found);
  } catch (error) {
    if (ioCode(error) === "ENOENT") return null;
    throw unwritable(path, error);
  }
  return await openFile(path, O_RDWR, files);
}

/**
 * Creates the file with mode 0600, or a stricter one where the umask says so, and makes its name durable.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE`, naming path and reason.
 */
export async function createTarget(path: string, files: FileSystem): Promise<Target> {
  const target = await openFile(path, O_RDWR | O_CREAT | O_EXCL, files);
  try {
    await syncDirectory(dirname(path), files);
    return target;
  } catch (error) {
    throw await closing(target.handle, unwritable(path, error));
  }
}

/** Closes the handle and gives the error back, together with the one of closing if there is one. */
export async function closing(handle: FileHandle, error: unknown): Promise<unknown> {
  try {
    await handle.close();
    return error;
  } catch (closeError) {
    return new AggregateError([error, closeError], "Cannot close a file after an error");
  }
}

/** The failure of opening, naming the path; a `SluiceError` is given back as it is. */
export function unwritable(path: string, error: unknown): unknown {
  if (SluiceError.is(error)) return error;
  const message = `Cannot open ${path} for writing: ${ioReason(error)}`;
  return new SluiceError(message, { code: "SINK_UNWRITABLE", context: { path, reason: ioCode(error) ?? null }, cause: error });
}

async function openFile(path: string, flags: number, files: FileSystem): Promise<Target> {
  let handle: FileHandle;
  try {
    handle = await files.open(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o600);
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    const stats = await handle.stat();
    refuseOddKind(path, stats); // again, because the path may have been swapped since the first look
    return { handle, size: stats.size };
  } catch (error) {
    throw await closing(handle, unwritable(path, error));
  }
}

/** @throws {SluiceError} `SINK_UNWRITABLE` if it is a link, a directory, a pipe or a device. */
export function refuseOddKind(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  const kind = stats.isSymbolicLink()
    ? "a symbolic link, which is not followed"
    : stats.isDirectory() ? "a directory" : stats.isFIFO() ? "a pipe" : stats.isSocket() ? "a socket" : "a device";
  const message = `Cannot open ${path} for writing: it must be a regular file, received ${kind}`;
  throw new SluiceError(message, { code: "SINK_UNWRITABLE", context: { path, reason: "NOT_A_FILE" } });
}

/** Makes a new name in a directory survive a power cut, on systems that let directories be opened. */
async function syncDirectory(path: string, files: FileSystem): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await files.open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (ioCode(error) !== "EINVAL") throw await closing(handle, error); // EINVAL: this file system syncs names by itself
  }
  await handle.close();
}
