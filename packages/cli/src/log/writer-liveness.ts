import { stat } from "node:fs/promises";
import { join } from "node:path";
import { inspectStateDirectory } from "@sluice/pipeline";
import type { FoundLog } from "./find-log.js";

/** Four heartbeats of the log's lock. */
const SILENCE_MS = 20_000;

/**
 * Whether a process writes a log. Of a run whose state directory is known it is certain; else a process that was killed counts as
 * alive for another twenty seconds.
 */
export async function isBeingWritten({ directory, stateDirectory }: FoundLog): Promise<boolean> {
  if (!(await hasFreshLock(directory))) return false;
  if (stateDirectory === null) return true;
  try {
    return (await inspectStateDirectory(stateDirectory)).lock?.alive === true;
  } catch {
    return true; // a damaged checkpoint says nothing of the process; the heartbeat does
  }
}

async function hasFreshLock(directory: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(join(directory, "writer.lock"))).mtimeMs < SILENCE_MS;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
