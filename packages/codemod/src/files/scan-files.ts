import { setImmediate } from "node:timers/promises";
import { scanFile } from "./scan-file.js";
import type { SkippedFile } from "./skipped-file.js";
import type { SourceFile } from "./source-file.js";
import { sourceKindOf } from "./source-kind.js";
import { WordScanner } from "./word-scanner.js";

/** What {@link scanFiles} goes by. */
export interface ScanFilesOptions {
  readonly words: readonly string[];
  /** A file that cannot be looked at is listed only if it contains one of these. */
  readonly oldNames: readonly string[];
  readonly maxBytes: number;
  /** The files that count. */
  readonly isCounted: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

/** How much was looked at. */
export interface ScanCounts {
  /** Source files, by their extension. */
  readonly files: number;
  readonly bytes: number;
  /** Those that contain a word and could be decoded. */
  readonly withWords: number;
}

/** What the byte scan found. */
export interface FileScan {
  readonly sources: readonly SourceFile[];
  readonly skipped: readonly SkippedFile[];
  readonly counts: ScanCounts;
}

const FILES_PER_TURN = 100;

/** Reads every source file once, into one buffer, and keeps those that contain a word. Gives the event loop a turn every 100 files. */
export async function scanFiles(paths: readonly string[], { words, oldNames, maxBytes, isCounted, signal }: ScanFilesOptions): Promise<FileScan> {
  const scanners = { scanner: new WordScanner(words), oldNames: new WordScanner(oldNames) };
  const buffer = Buffer.allocUnsafe(maxBytes + 1);
  const sources: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  let files = 0;
  let bytes = 0;
  for (const [index, path] of paths.entries()) {
    const kind = sourceKindOf(path);
    if (kind === null) continue;
    if (index % FILES_PER_TURN === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    const scanned = scanFile(path, { kind, ...scanners, maxBytes, buffer });
    if (scanned.state !== "missing" && isCounted(path)) {
      files += 1;
      bytes += scanned.bytes;
    }
    if (scanned.state === "hit") sources.push(scanned.source);
    if (scanned.state === "skipped") skipped.push(scanned.skipped);
  }
  return { sources, skipped, counts: { files, bytes, withWords: sources.filter(({ path }) => isCounted(path)).length } };
}
