import { createHash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { temporaryName } from "./temporary-name.js";

/**
 * Puts new bytes in the place of a file: at any instant the path holds all of the old ones or all of the new ones, also
 * after a power cut. Mode, owner and group stay. Resolves with `false`, and changes nothing, if the file is gone or no longer
 * has the hash it is expected to have.
 *
 * @throws The error of the file system; then the old file is untouched and nothing is left beside it.
 */
export async function replaceFile(path: string, bytes: Uint8Array, expectedHash: string): Promise<boolean> {
  const stats = await lstat(path).catch(ignoreMissing);
  if (stats?.isFile() !== true || (await hashOf(path)) !== expectedHash) return false;
  const directory = dirname(path);
  const temporary = join(directory, temporaryName());
  const file = await open(temporary, "wx", 0o600);
  try {
    await fill(file, bytes, stats);
    if ((await hashOf(path)) !== expectedHash) {
      await unlink(temporary);
      return false;
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(ignoreMissing);
    throw error;
  }
  await syncDirectory(directory);
  return true;
}

async function fill(file: FileHandle, bytes: Uint8Array, { mode, uid, gid }: Stats): Promise<void> {
  try {
    await file.writeFile(bytes);
    const own = await file.stat();
    if (own.uid !== uid || own.gid !== gid) await file.chown(uid, gid);
    await file.chmod(mode & 0o7777); // after chown, which takes special bits away
    await file.sync();
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<string> {
  return createHash("sha256").update(await readFile(path)).digest("hex");
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY).catch(() => null);
  if (handle === null) return; // Windows opens no directories, and keeps the order of its journal without it
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
