import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf } from "./log-error.js";

/** One file of the log: the events from `base` on, one JSON object per line. */
export interface Segment {
  readonly path: string;
  /** The offset of its first line. */
  readonly base: number;
}

/** The ways into the file system that a log's writer uses; everything else goes through the handles it opens. */
export interface LogFileSystem {
  readonly open: typeof open;
}

/** The real one. */
export const nodeLogFileSystem: LogFileSystem = { open };

/** How files of the log are opened: never through a link, never waiting for a pipe's other end. */
export const SAFE_FLAGS = ((constants as Partial<typeof constants>).O_NOFOLLOW ?? 0) | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0); // missing on Windows

const SEGMENT_NAME = /^(\d{16})\.jsonl$/;

/** The segment whose first line has this offset. */
export function segmentAt(directory: string, base: number): Segment {
  return { base, path: join(directory, `${String(base).padStart(16, "0")}.jsonl`) };
}

/** Where the index of a segment is. */
export function indexPathOf({ path }: Segment): string {
  return path.replace(/\.jsonl$/, ".index.json");
}

/** The segments of a log, oldest first. None where the directory does not exist. */
export async function listSegments(directory: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const name of await namesIn(directory)) {
    const base = SEGMENT_NAME.exec(name)?.[1];
    if (base !== undefined) segments.push({ base: Number(base), path: join(directory, name) });
  }
  return segments.sort((a, b) => a.base - b.base);
}

/** The names in a directory; none where it does not exist. */
export async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** Makes names in a directory survive a power cut. */
export async function syncDirectory(directory: string, files: LogFileSystem): Promise<void> {
  if (process.platform === "win32") return; // a directory cannot be opened there
  const handle = await files.open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (errnoOf(error) !== "EINVAL") throw error; // EINVAL: this file system syncs names by itself
  } finally {
    await handle.close();
  }
}

/** Writes all the bytes at this position, however few the system takes at a time; `onProgress` hears how many are in the file. */
export async function writeFully(handle: FileHandle, bytes: Buffer, { position, onProgress }: WriteFullyOptions): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw new Error("the system accepts no more bytes");
    written += bytesWritten;
    onProgress(written);
  }
}

/** Where {@link writeFully} begins, and who hears how far it has come. */
export interface WriteFullyOptions {
  readonly position: number;
  readonly onProgress: (written: number) => void;
}
