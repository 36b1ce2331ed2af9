import { resolve } from "node:path";
import { errorMessageOf } from "@sluice/core-events";
import { appendLine } from "./append-line.js";
import type { UsageCounters } from "./usage-counters.js";
import { type FlushOutcome, UsageExporter } from "./usage-exporter.js";

/** How often counts are written, and who is told where they cannot be. */
export interface ExportOptions {
  readonly flushEveryMs: number;
  /** @default a process warning, once */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const DEADLINE_MS = 100;
const files = new Set<string>();

/** How the counts leave the process. */
export interface UsageExport {
  readonly flush: () => Promise<FlushOutcome>;
  readonly release: () => void;
}

/** For counts that stay in memory. */
export const NO_EXPORT: UsageExport = { flush: () => Promise.resolve("nothing"), release: () => undefined };

/** Whether a file is being written to; two writers of one file would count each call twice, as two runs that nobody could tell apart. */
export function isExportedTo(file: string): boolean {
  return files.has(resolve(file));
}

/** Appends the counts to a file, now and then and when the process runs out of work. Timer and hook keep no process alive; both are gone after `release`. */
export function exportToFile(file: string, counters: UsageCounters, { flushEveryMs, onError }: ExportOptions): UsageExport {
  const path = resolve(file);
  files.add(path);
  const append = (line: string): Promise<void> => appendLine(path, line);
  const exporter = new UsageExporter({ counters, append, onError: harmless(onError), deadlineMs: DEADLINE_MS, now: Date.now });
  const flush = (): Promise<FlushOutcome> => exporter.flush();
  const flushSoon = (): void => void flush();
  const timer = setInterval(flushSoon, flushEveryMs).unref();
  process.once("beforeExit", flushSoon);
  return {
    flush,
    release: () => {
      clearInterval(timer);
      process.off("beforeExit", flushSoon);
      files.delete(path);
    },
  };
}

/** A listener that throws must not end the program that is only being counted: its error becomes a warning. */
function harmless(onError: (error: unknown) => void = warnOnce()): (error: unknown) => void {
  return (error) => {
    try {
      onError(error);
    } catch (thrown) {
      warn(thrown);
    }
  };
}

function warnOnce(): (error: unknown) => void {
  let warned = false;
  return (error) => {
    if (!warned) warn(error);
    warned = true;
  };
}

function warn(error: unknown): void {
  process.emitWarning(errorMessageOf(error), { type: "SluiceWarning", code: "SLUICE_ADOPTION_UNWRITABLE" });
}
