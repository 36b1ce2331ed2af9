import { areResumable, type InputFile } from "./input-file.js";
import { readBytes } from "./read-bytes.js";

const MAX_SCANNED_BYTES = 67_108_864;
const LINE_FEED = 0x0a;

/** How many lines the files hold, or `null` if that would take long: beyond 64 MiB in all, compressed, or not a file. */
export async function countLines(files: readonly InputFile[], signal: AbortSignal): Promise<number | null> {
  const total = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  if (!areResumable(files) || files.some(({ isGzip }) => isGzip) || total > MAX_SCANNED_BYTES) return null;
  let lines = 0;
  for (const file of files) lines += await countLinesOf(file, signal);
  return lines;
}

async function countLinesOf(file: InputFile, signal: AbortSignal): Promise<number> {
  let lines = 0;
  let last = LINE_FEED;
  for await (const chunk of readBytes(file, { signal })) {
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) lines += 1;
    last = chunk.at(-1) ?? last;
  }
  return last === LINE_FEED ? lines : lines + 1;
}
