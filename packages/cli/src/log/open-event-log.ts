import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { FileLog } from "@sluice/event-bus";
import type { EventLogSettings } from "./event-log-settings.js";

const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;
const SEGMENT_BYTES = 32 * MEGABYTE;

/** Opens the log that the settings describe. */
export async function openEventLog(directory: string, settings: EventLogSettings, onError: (error: unknown) => void): Promise<FileLog> {
  const { openFileLog } = await import("@sluice/event-bus");
  const maxBytes = settings.maxMegabytes * MEGABYTE;
  return await openFileLog(directory, {
    sync: settings.sync,
    segmentBytes: Math.max(1024, Math.min(SEGMENT_BYTES, Math.floor(maxBytes / 4))),
    retention: { maxBytes, maxAgeMs: settings.maxDays * DAY_MS },
    onError,
  });
}

/** Closes a log; one in which nothing was ever written goes, with its directory if nothing else is there. */
export async function closeEventLog(log: FileLog): Promise<void> {
  const { appendedOffset, failure } = log.figures;
  await log[Symbol.asyncDispose]();
  if (appendedOffset > 0 || failure !== null) return;
  for (const name of EMPTY_LOG) await rm(join(log.directory, name), { force: true });
  await rmdir(log.directory).catch(ignoreNotEmpty);
}

/** The only files of a log without an event. */
const EMPTY_LOG = ["0000000000000001.jsonl", "0000000000000001.index.json"];

function ignoreNotEmpty(error: NodeJS.ErrnoException): void {
  if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(error.code ?? "")) throw error;
}
