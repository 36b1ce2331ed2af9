import { readFileSync, writeFileSync } from "node:fs";
import { onTestFinished } from "vitest";
import type { LogEntry } from "../event-bus.js";
import type { EventLogReader } from "../log/event-log-reader.js";
import type { FileLog } from "../log/file-log.js";
import { openFileLog } from "../log/open-file-log.js";
import { listSegments } from "../log/log-files.js";
import type { FileLogOptions } from "../log/log-options.js";
import type { ReadOptions } from "../log/read-options.js";
import { sampleEvents } from "./sample-events.js";

/** A log that is closed when the test ends. */
export async function openedLog(directory: string, options: FileLogOptions = {}): Promise<FileLog> {
  const log = await openFileLog(directory, options);
  onTestFinished(async () => await log[Symbol.asyncDispose]());
  return log;
}

/** A closed log that holds this many sample events. */
export async function writtenLog(directory: string, count: number, options: FileLogOptions = {}): Promise<void> {
  await using log = await openFileLog(directory, options);
  for (const event of sampleEvents(count)) log.append(event);
}

/** The offsets of what is read. */
export async function offsetsOf(log: EventLogReader, options: ReadOptions = {}): Promise<number[]> {
  return (await entriesOf(log, options)).map(({ offset }) => offset);
}

export async function entriesOf(log: EventLogReader, options: ReadOptions = {}): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of log.read(options)) entries.push(entry);
  return entries;
}

/** The numbers from one to another, both included. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Changes the content of a segment, counted from 0. */
export async function changeSegment(directory: string, index: number, change: (content: Buffer) => Buffer | string): Promise<string> {
  const path = (await listSegments(directory))[index]?.path ?? "";
  writeFileSync(path, change(readFileSync(path)));
  return path;
}
