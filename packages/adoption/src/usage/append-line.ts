import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";

/** Windows has no such flag; elsewhere it keeps a pipe that nobody reads from holding the process. */
const NON_BLOCKING = (constants.O_NONBLOCK as number | undefined) ?? 0;

/**
 * Appends one line to a regular file, which is made with mode 0600 if it is missing. Begins a line of its own where the last
 * one was cut short by a crash or a full disk.
 *
 * @throws {SluiceError} `SINK_UNWRITABLE` if the path is no regular file, cannot be opened, or takes less than the line.
 */
export async function appendLine(path: string, line: string): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NON_BLOCKING, 0o600);
    const { size, isFile } = await statOf(file);
    if (!isFile) throw new Error("it is not a regular file");
    const bytes = Buffer.from(`${(await endsInsideLine(file, size)) ? "\n" : ""}${line}\n`);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new Error(`it took ${bytesWritten} of ${bytes.length} bytes`);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new SluiceError(`Cannot append to ${path}: ${found}`, { code: "SINK_UNWRITABLE", context: { path }, cause });
  } finally {
    await file?.close();
  }
}

async function statOf(file: FileHandle): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const stat = await file.stat();
  return { size: stat.size, isFile: stat.isFile() };
}

async function endsInsideLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== 0x0a;
}
