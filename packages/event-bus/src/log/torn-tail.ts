import type { FileHandle } from "node:fs/promises";

const CHUNK_BYTES = 65_536;
const NEWLINE = 0x0a;

/** The half line that was cut off a file. */
export interface CutTail {
  readonly path: string;
  readonly wholeBytes: number;
  readonly cutBytes: number;
}

/**
 * Cuts off what stands behind the last newline, durably: half an event, half a character, zeros that a power cut has left, or a
 * whole event whose newline is missing, which was never acknowledged.
 */
export async function cutTornTail(handle: FileHandle, path: string, size: number): Promise<CutTail | null> {
  const wholeBytes = await endOfLastLine(handle, size);
  if (wholeBytes === size) return null;
  await handle.truncate(wholeBytes);
  await handle.sync();
  return { path, wholeBytes, cutBytes: size - wholeBytes };
}

async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - CHUNK_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, end - start, start);
    const at = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}
