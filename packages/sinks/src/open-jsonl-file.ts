import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { type FileSystem, nodeFileSystem } from "./file-system.js";
import { findGzipTail } from "./gzip-tail.js";
import { JsonlFile } from "./jsonl-file.js";
import type { CheckedJsonlOptions } from "./jsonl-options.js";
import type { JsonlPosition } from "./jsonl-position.js";
import { closing, createTarget, openTarget, type Target, unwritable } from "./open-target.js";
import { findTail, readFully } from "./torn-tail.js";
import { writeFully } from "./write-fully.js";

const NEWLINE = 0x0a;
const decompress = promisify(gunzip);

/**
 * Opens the file at a position, cut back to it; or, where that is `null`, at the start of a run, as `ifExists` says.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE`, `SINK_EXISTS`, `SINK_TRUNCATED` or `SINK_DAMAGED`, before a byte was changed.
 */
export async function openJsonlFile(
  options: CheckedJsonlOptions,
  position: JsonlPosition | null,
  files: FileSystem = nodeFileSystem,
): Promise<JsonlFile> {
  const { path } = options;
  const found = await openTarget(path, files);
  if (found === null && position !== null && position.bytes > 0) throw truncated(path, position.bytes, null);
  const target = found ?? (await createTarget(path, files));
  try {
    const start = position === null ? await beginRun(target, options) : await resumeRun(target, options, position);
    await target.handle.sync();
    return new JsonlFile(target.handle, { ...options, position: start });
  } catch (error) {
    throw await closing(target.handle, unwritable(path, error));
  }
}

async function beginRun({ handle, size }: Target, options: CheckedJsonlOptions): Promise<JsonlPosition> {
  if (size === 0) return { bytes: 0 };
  if (options.ifExists === "append") return await (options.gzip ? mendGzip : mendPlain)({ handle, size }, options.path);
  if (options.ifExists === "refuse") {
    const message = `Cannot start a run on ${options.path}: it must be empty or missing, received ${size} bytes that no checkpoint accounts for`;
    throw new SluiceError(message, { code: "SINK_EXISTS", context: { path: options.path, bytes: size } });
  }
  await handle.truncate(0);
  return { bytes: 0 };
}

async function resumeRun({ handle, size }: Target, { path, gzip }: CheckedJsonlOptions, position: JsonlPosition): Promise<JsonlPosition> {
  const { bytes } = position;
  if (size < bytes) throw truncated(path, bytes, size);
  if (bytes > 0) await (gzip ? checkMember : checkNewline)(handle, path, position);
  if (size > bytes) await handle.truncate(bytes);
  return position;
}

/** Cuts off a torn last line; a whole one that lacks its newline gets it. */
async function mendPlain({ handle, size }: Target, path: string): Promise<JsonlPosition> {
  const { wholeBytes, isWhole } = await findTail(handle, size);
  if (wholeBytes === size) return { bytes: size };
  if (isWhole) {
    await writeFully(handle, Buffer.from("\n"), { position: size });
    return { bytes: size + 1 };
  }
  return await cutTail(handle, path, { from: size, to: wholeBytes });
}

async function mendGzip({ handle, size }: Target, path: string): Promise<JsonlPosition> {
  const { wholeBytes, lastMember } = await findGzipTail(handle, size, path);
  if (wholeBytes < size) await cutTail(handle, path, { from: size, to: wholeBytes });
  return wholeBytes === 0 ? { bytes: 0 } : { bytes: wholeBytes, lastMember };
}

async function cutTail(handle: FileHandle, path: string, { from, to }: { from: number; to: number }): Promise<JsonlPosition> {
  await handle.truncate(to);
  process.emitWarning(`Cut ${from - to} bytes of a torn last line off ${path}`, { type: "SluiceWarning", code: "SLUICE_TAIL_CUT" });
  return { bytes: to };
}

async function checkNewline(handle: FileHandle, path: string, { bytes }: JsonlPosition): Promise<void> {
  const [before] = await readFully(handle, bytes - 1, 1);
  if (before !== NEWLINE) throw damaged(path, bytes - 1, "a newline must stand before the checkpoint's position");
}

async function checkMember(handle: FileHandle, path: string, { bytes, lastMember }: JsonlPosition): Promise<void> {
  if (lastMember === undefined) throw damaged(path, bytes, "the checkpoint must say where the last gzip member begins");
  const member = await readFully(handle, lastMember, bytes - lastMember);
  let lines: Buffer;
  try {
    lines = await decompress(member);
  } catch (error) {
    throw damaged(path, lastMember, "the gzip member before the checkpoint's position must be whole", error);
  }
  if (lines.at(-1) !== NEWLINE) throw damaged(path, lastMember, "the gzip member before the checkpoint's position must end with a newline");
}

function truncated(path: string, expected: number, found: number | null): SluiceError {
  const received = found === null ? "no file" : `${found} bytes`;
  const message = `Cannot go on with ${path}: at least ${expected} bytes are committed, received ${received}`;
  return new SluiceError(message, { code: "SINK_TRUNCATED", context: { path, expectedBytes: expected, foundBytes: found } });
}

function damaged(path: string, offset: number, expected: string, cause?: unknown): SluiceError {
  const message = `Cannot go on with ${path}: ${expected}, received other bytes at offset ${offset}`;
  return new SluiceError(message, { code: "SINK_DAMAGED", context: { path, offset }, cause });
}
