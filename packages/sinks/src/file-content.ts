import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { ioReason } from "./io-reason.js";

const { O_NONBLOCK = 0 } = constants as Partial<typeof constants>; // missing on Windows
const CHUNK_BYTES = 262_144;

/**
 * The bytes of a file in chunks, decompressed where it begins like gzip. The file is closed on every way out.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE` if the file cannot be opened, or is no regular file.
 * @throws {Error} What zlib says of a member that is damaged or cut short, and for bytes behind the last member.
 */
export async function* fileContent(path: string): AsyncGenerator<Buffer, void, undefined> {
  await using handle = await openRegularFile(path);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  const source = handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES, autoClose: false });
  if (bytesRead < 2 || buffer.readUInt16BE(0) !== 0x1f8b) {
    yield* source as AsyncIterable<Buffer>;
    return;
  }
  const inflate = createGunzip();
  source.once("error", (error) => inflate.destroy(error)).pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
    const { size } = await handle.stat();
    if (inflate.bytesWritten < size) throw new Error(`no gzip member begins at byte ${inflate.bytesWritten} of the file`);
  } finally {
    source.destroy();
  }
}

async function openRegularFile(path: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | O_NONBLOCK); // so that a pipe does not hang
  } catch (error) {
    throw unreadable(path, ioReason(error), error);
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw unreadable(path, "it must be a regular file");
}

function unreadable(path: string, why: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot read ${path}: ${why}`, { code: "SOURCE_UNREADABLE", context: { path }, cause });
}
