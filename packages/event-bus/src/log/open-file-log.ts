import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SluiceError } from "@sluice/core-events";
import type { FileLog } from "./file-log.js";
import { unwritable } from "./log-error.js";
import { listSegments, namesIn, segmentAt } from "./log-files.js";
import { type FileLogOptions, type LogPlan, logPlan } from "./log-options.js";
import { SegmentWriter } from "./segment-writer.js";
import { WriterLock } from "./writer-lock.js";
import { WrittenLog } from "./written-log.js";

/**
 * Opens the log in a directory for writing and reading, and makes the directory where there is none.
 *
 * A log is a row of JSON Lines files, each named after the offset of its first line; one line is one event as it came. One process
 * writes, any number read. The half line that a crash has left is cut off, with a notice; any other damage is an error.
 *
 * @throws {SluiceError} `STATE_LOCKED` if another process writes it, `LOG_DAMAGED` and `LOG_UNWRITABLE` naming file and reason.
 * @example
 * ```ts
 * await using log = await openFileLog("run/events", { sync: "interval" });
 * const offset = log.append(event);
 * await log.settled(offset);
 * ```
 */
export async function openFileLog(directory: string, options: FileLogOptions = {}): Promise<FileLog> {
  return await openLog(directory, logPlan(options));
}

/** {@link openFileLog} with a plan, whose file system may be another one. */
export async function openLog(directory: string, plan: LogPlan): Promise<FileLog> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unwritable("create", { file: directory, cause });
  }
  let onLost: (error: SluiceError) => void = () => undefined;
  const lock = await WriterLock.acquire(join(directory, "writer.lock"), (error) => onLost(error));
  try {
    await removeLeftovers(directory);
    const last = (await listSegments(directory)).at(-1);
    const { writer, cut } = last === undefined ? { writer: await SegmentWriter.create(segmentAt(directory, 1), directory, plan.files), cut: null } : await SegmentWriter.open(last, plan.files);
    if (cut !== null) {
      plan.onNotice({ kind: "torn-tail", file: cut.path, bytes: cut.cutBytes, offset: writer.lastOffset + 1 });
      process.emitWarning(`Cut ${cut.cutBytes} bytes of a torn last line off ${cut.path}`, { code: "SLUICE_TAIL_CUT" });
    }
    const log = new WrittenLog({ directory, plan, lock, writer, cutBytes: cut?.cutBytes ?? 0 });
    onLost = (error) => log.fail(error);
    await log.removeOld();
    return log;
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}

/** Temporary files of a writer that was killed. */
async function removeLeftovers(directory: string): Promise<void> {
  const stray = (await namesIn(directory)).filter((name) => name.endsWith(".index.json.tmp"));
  await Promise.all(stray.map((name) => rm(join(directory, name), { force: true })));
}
