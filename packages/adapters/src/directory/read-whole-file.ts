import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import { sourceError } from "../files/source-error.js";

/** How {@link readWholeFile} goes about it. */
export interface ReadWholeFileOptions {
  /** Most bytes that are read. */
  readonly maxFileBytes: number;
  /** Whether the path may be a symbolic link. */
  readonly followSymlinks: boolean;
  readonly signal: AbortSignal;
}

/** A file's bytes, and when they were last changed. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly modified: string;
}

const CHUNK_BYTES = 1_048_576;

/**
 * Reads a regular file whole. What the path has become since the file was found does not matter: a link is not followed, a
 * pipe is not waited for.
 *
 * @throws {SluiceError} `RECORD_TOO_LARGE` without reading it, `SOURCE_TRUNCATED` if the file shrinks meanwhile, `SOURCE_UNREADABLE`.
 */
export async function readWholeFile(path: string, { maxFileBytes, followSymlinks, signal }: ReadWholeFileOptions): Promise<FileContent> {
  signal.throwIfAborted();
  try {
    await using file = await open(path, openFlags(followSymlinks));
    const status = await file.stat();
    if (!status.isFile()) throw failed(path, "SOURCE_UNREADABLE", "expected a regular file, received something else");
    if (status.size > maxFileBytes) throw tooLarge(path, { maxFileBytes, received: `${status.size}` });
    const bytes = await readToEnd(file, { sizeHint: status.size, maxBytes: maxFileBytes, signal });
    if (bytes === null) throw tooLarge(path, { maxFileBytes, received: "more" });
    if (bytes.length < status.size) throw failed(path, "SOURCE_TRUNCATED", `expected ${status.size} bytes, received ${bytes.length}`);
    return { bytes, modified: status.mtime.toISOString() };
  } catch (error) {
    throw sourceError(error, { path, signal });
  }
}

function openFlags(followSymlinks: boolean): number {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants as Partial<typeof constants>; // Windows has not all of them
  return (O_RDONLY ?? 0) | (O_NONBLOCK ?? 0) | (followSymlinks ? 0 : (O_NOFOLLOW ?? 0));
}

interface ReadToEndOptions {
  readonly sizeHint: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** The bytes up to the end, or `null` beyond the limit. */
async function readToEnd(file: FileHandle, { sizeHint, maxBytes, signal }: ReadToEndOptions): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    signal.throwIfAborted();
    const room = Math.max(1, Math.min(CHUNK_BYTES, sizeHint - length + 1));
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(room), 0, room, null);
    if (bytesRead === 0) return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
    if (length > maxBytes) return null;
  }
}

function tooLarge(path: string, { maxFileBytes, received }: { readonly maxFileBytes: number; readonly received: string }): SluiceError {
  return failed(path, "RECORD_TOO_LARGE", `expected at most ${maxFileBytes} bytes (maxFileBytes), received ${received}`);
}

function failed(path: string, code: "RECORD_TOO_LARGE" | "SOURCE_TRUNCATED" | "SOURCE_UNREADABLE", problem: string): SluiceError {
  return new SluiceError(`Cannot read ${path}: ${problem}`, { code, context: { path } });
}
