import { createReadStream } from "node:fs";
import { addAbortSignal, pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { STANDARD_INPUT, type InputFile } from "./input-file.js";
import { sourceError } from "./source-error.js";

const CHUNK_BYTES = 262_144;

/** What {@link readBytes} needs to know. */
export interface ReadBytesOptions {
  /** Where to begin, in bytes of the decompressed file. A gzip file is inflated and skipped up to there. @default 0 */
  readonly offset?: number;
  readonly signal?: AbortSignal;
}

/**
 * The bytes of an input, inflated if its name ends with `.gz`, 256 KiB at a time and only when asked for. The file is closed
 * however the reading ends.
 *
 * @throws {SluiceError} `SOURCE_TRUNCATED` if a gzip stream is cut short or the file ends before `offset`;
 * `SOURCE_UNREADABLE` if it cannot be read or inflated.
 */
export async function* readBytes(file: InputFile, { offset = 0, signal }: ReadBytesOptions = {}): AsyncGenerator<Buffer, void, undefined> {
  const { path, size, isGzip } = file;
  if (isGzip ? size === 0 : size !== null && size < offset) throw endsEarly(path, offset);
  let toSkip = isGzip ? offset : 0;
  try {
    for await (const chunk of openStream(file, { offset, ...(signal && { signal }) }) as AsyncIterable<Buffer>) {
      const skipped = Math.min(toSkip, chunk.length);
      toSkip -= skipped;
      if (skipped < chunk.length) yield chunk.subarray(skipped);
    }
  } catch (error) {
    throw sourceError(error, { path, signal });
  }
  if (toSkip > 0) throw endsEarly(path, offset);
}

function openStream({ path, isGzip }: InputFile, { offset = 0, signal }: ReadBytesOptions): Readable {
  const stored = path === STANDARD_INPUT ? process.stdin : openFile(path, isGzip ? 0 : offset);
  if (signal !== undefined) addAbortSignal(signal, stored);
  if (!isGzip) return stored;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(stored, gunzip, () => undefined); // either one's error destroys both, and surfaces where gunzip is read
  return gunzip;
}

function openFile(path: string, start: number): Readable {
  return createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(start > 0 && { start }) }); // a pipe cannot be asked for a position
}

function endsEarly(path: string, offset: number): SluiceError {
  const message = `Cannot read ${path} from byte ${offset}: expected more bytes, received the end of the file`;
  return new SluiceError(message, { code: "SOURCE_TRUNCATED", context: { path, offset } });
}
