import type { FileHandle } from "node:fs/promises";
import { decodeUtf8 } from "./decode-utf8.js";
import { MAX_LINE_CHARS } from "./serialize-line.js";

const CHUNK_BYTES = 65_536;
const NEWLINE = 0x0a;

/** What stands behind the last newline of a file. */
export interface Tail {
  /** The offset right behind the last newline, or 0 where there is none. */
  readonly wholeBytes: number;
  /** Whether a whole JSON value stands there, which lacks nothing but its newline. */
  readonly isWhole: boolean;
}

/**
 * Looks at the end of a JSON Lines file, from behind, so that the cost does not depend on its size.
 *
 * A tail counts as whole if it is valid UTF-8 and parses. A number does not: the first digits of a torn one parse, too.
 */
export async function findTail(handle: FileHandle, size: number): Promise<Tail> {
  const wholeBytes = await endOfLastLine(handle, size);
  const tailBytes = size - wholeBytes;
  if (tailBytes === 0 || tailBytes > MAX_LINE_CHARS) return { wholeBytes, isWhole: false };
  return { wholeBytes, isWhole: isWholeJson(await readFully(handle, wholeBytes, tailBytes)) };
}

/** Exactly `length` bytes from `position`. @throws {Error} If the file ends before. */
export async function readFully(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new Error(`the file ends at byte ${position + filled} while it is read`);
    filled += bytesRead;
  }
  return bytes;
}

async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - CHUNK_BYTES);
    const at = (await readFully(handle, start, end - start)).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

function isWholeJson(bytes: Buffer): boolean {
  try {
    return typeof JSON.parse(decodeUtf8(bytes)) !== "number";
  } catch {
    return false; // that is the answer
  }
}
