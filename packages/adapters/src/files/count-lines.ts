import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { addAbortSignal, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { areResumable, type InputFile } from "./input-file.js";
import { readBytes } from "./read-bytes.js";

const MAX_COUNTED_BYTES = 67_108_864;
const SAMPLE_BYTES = 262_144;
const MAX_SAMPLES = 64;
const LINE_FEED = 0x0a;

/** A file whose size is known. */
type SizedFile = InputFile & { readonly size: number };

/**
 * How many lines the files hold: counted up to 64 MiB in all, beyond that estimated, from 64 samples of the files, or from how far
 * 64 MiB of what a gzip file holds have come in it. `null` for standard input and pipes.
 */
export async function countLines(files: readonly InputFile[], signal: AbortSignal): Promise<number | null> {
  if (!areResumable(files)) return null;
  const sized = files.filter((file): file is SizedFile => file.size !== null);
  const isSmall = sized.reduce((sum, { size, isGzip }) => sum + (isGzip ? 0 : size), 0) <= MAX_COUNTED_BYTES;
  let lines = 0;
  for (const file of sized) {
    if (file.isGzip) lines += await linesInflated(file, { maxBytes: MAX_COUNTED_BYTES / files.length, signal });
    else lines += isSmall ? await linesCounted(file, signal) : await linesSampled(file, { samples: Math.ceil(MAX_SAMPLES / files.length), signal });
  }
  return lines;
}

async function linesCounted(file: SizedFile, signal: AbortSignal): Promise<number> {
  let lines = 0;
  let last = LINE_FEED;
  for await (const chunk of readBytes(file, { signal })) {
    lines += lineFeeds(chunk);
    last = chunk.at(-1) ?? last;
  }
  return last === LINE_FEED ? lines : lines + 1;
}

async function linesSampled({ path, size }: SizedFile, { samples, signal }: { readonly samples: number; readonly signal: AbortSignal }): Promise<number> {
  await using file = await open(path);
  const buffer = Buffer.alloc(SAMPLE_BYTES);
  let [lines, bytes] = [0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    signal.throwIfAborted();
    const place = samples === 1 ? 0 : Math.floor((Math.max(0, size - SAMPLE_BYTES) * sample) / (samples - 1));
    const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, place);
    lines += lineFeeds(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
  return bytes === 0 ? 0 : Math.round((lines / bytes) * size);
}

/** Inflates as it reads, so that the place in the file tells how much of it the lines so far are. */
async function linesInflated({ path, size }: SizedFile, { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<number> {
  const stored = addAbortSignal(signal, createReadStream(path));
  const gunzip = createGunzip();
  pipeline(stored, gunzip, () => undefined); // either one's error destroys both, and surfaces where gunzip is read
  let [lines, bytes, last] = [0, 0, LINE_FEED];
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    lines += lineFeeds(chunk);
    bytes += chunk.length;
    last = chunk.at(-1) ?? last;
    if (bytes >= maxBytes) return Math.round((lines * size) / stored.bytesRead);
  }
  return last === LINE_FEED ? lines : lines + 1;
}

function lineFeeds(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
