import { lstat, readdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { ownerOfTemporary } from "./temporary-name.js";

/** No file takes longer to write; what is older belongs to a process that is gone, though its number may be in use again. */
const STALE_MS = 600_000;

/**
 * Removes the temporary files of runs that were killed, beside any of these files, and resolves with their paths. Those of a
 * process that is still at work stay.
 */
export async function removeStrays(paths: readonly string[]): Promise<string[]> {
  const removed: string[] = [];
  for (const directory of new Set(paths.map((path) => dirname(path)))) {
    for (const name of await readdir(directory).catch((): string[] => [])) {
      const owner = ownerOfTemporary(name);
      const path = join(directory, name);
      if (owner === null || !(await isStray(path, owner))) continue;
      await unlink(path);
      removed.push(path);
    }
  }
  return removed;
}

async function isStray(path: string, owner: number): Promise<boolean> {
  const stats = await lstat(path);
  if (!stats.isFile()) return false;
  return owner === process.pid || !isRunning(owner) || Date.now() - stats.mtimeMs > STALE_MS;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // it runs, as somebody else
  }
}
