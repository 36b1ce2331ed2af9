import type { FileHandle } from "node:fs/promises";

/** Where {@link writeFully} begins, and who hears how far it has come. */
export interface WriteFullyOptions {
  readonly position: number;
  /** Called with the offset behind the last byte written, after each write. */
  readonly onProgress?: (end: number) => void;
}

/**
 * Writes all the bytes, however few the system takes at a time.
 *
 * @throws {Error} If the system takes none without saying why, which would go on for ever.
 */
export async function writeFully(handle: FileHandle, bytes: Buffer, { position, onProgress }: WriteFullyOptions): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw new Error("the system accepts no more bytes");
    written += bytesWritten;
    onProgress?.(position + written);
  }
}
