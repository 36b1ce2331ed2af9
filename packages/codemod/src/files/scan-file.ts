import { createHash } from "node:crypto";
import { closeSync, constants, lstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { decodeSource } from "./decode-source.js";
import { isGenerated } from "./is-generated.js";
import type { SkippedFile, SkipReason } from "./skipped-file.js";
import type { SourceFile } from "./source-file.js";
import type { SourceKind } from "./source-kind.js";
import type { WordScanner } from "./word-scanner.js";

/** What {@link scanFile} goes by. */
export interface ScanFileOptions {
  readonly kind: SourceKind;
  readonly scanner: WordScanner;
  /** A file that cannot be looked at is listed only if it contains one of these. */
  readonly oldNames: WordScanner;
  /** Larger files are not decoded. */
  readonly maxBytes: number;
  /** What files are read into, one after the other; at least `maxBytes` long. */
  readonly buffer: Buffer;
}

/** What became of one file; `clean` files do not contain a word. */
export type ScannedFile =
  | { readonly state: "clean" | "missing"; readonly bytes: number }
  | { readonly state: "hit"; readonly bytes: number; readonly source: SourceFile }
  | { readonly state: "skipped"; readonly bytes: number; readonly skipped: SkippedFile };

const READ_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK; // the last two are missing on Windows, which counts as 0

/** Reads a file, and decodes it if it contains a word. Synchronous: a file out of the cache of the system takes 15 µs. */
export function scanFile(path: string, options: ScanFileOptions): ScannedFile {
  try {
    return readAndScan(path, options);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ENOENT") return { state: "missing", bytes: 0 };
    return skip(path, "UNREADABLE", `it cannot be read (${String(error.code)})`);
  }
}

function readAndScan(path: string, { kind, scanner, oldNames, maxBytes, buffer }: ScanFileOptions): ScannedFile {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return scanLink(path);
  if (!stats.isFile()) return skip(path, "UNREADABLE", "it is not a file");
  if (stats.size > maxBytes) return scanLargeFile(path, stats, { oldNames, maxBytes, buffer });
  const bytes = buffer.subarray(0, readInto(buffer, path));
  if (!scanner.occursIn(bytes)) return clean(bytes.length);
  const decoded = decodeSource(bytes);
  const isListed = oldNames.occursIn(bytes);
  if (decoded === null) return isListed ? skip(path, "ENCODING", "it is not UTF-8; convert it to have it migrated", bytes.length) : clean(bytes.length);
  if (isGenerated(decoded.text)) {
    return isListed ? skip(path, "GENERATED", "its head says that it is generated; migrate what generates it", bytes.length) : clean(bytes.length);
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { state: "hit", bytes: bytes.length, source: { path, kind, hash, ...decoded } };
}

/** A link to a file is not followed: what it points to is looked at by its own name, if it belongs to the project. */
function scanLink(path: string): ScannedFile {
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return clean(0);
  return skip(path, "SYMLINK", "symbolic links are not followed; name the link to have its target looked at");
}

function scanLargeFile(path: string, { size }: Stats, { oldNames, maxBytes, buffer }: Pick<ScanFileOptions, "oldNames" | "maxBytes" | "buffer">): ScannedFile {
  const file = openSync(path, READ_FLAGS);
  try {
    for (let at = 0; at < size; at += maxBytes - oldNames.longest) {
      const length = readSync(file, buffer, 0, maxBytes, at);
      if (oldNames.occursIn(buffer.subarray(0, length))) return skip(path, "TOO_LARGE", `it has ${size} bytes, more than ${maxBytes} (--max-size)`, size);
      if (length === 0) break;
    }
    return clean(size);
  } finally {
    closeSync(file);
  }
}

function readInto(buffer: Buffer, path: string): number {
  const file = openSync(path, READ_FLAGS);
  try {
    let end = 0;
    for (let length = -1; length !== 0 && end < buffer.length; end += length) length = readSync(file, buffer, end, buffer.length - end, null);
    return end;
  } finally {
    closeSync(file);
  }
}

function clean(bytes: number): ScannedFile {
  return { state: "clean", bytes };
}

function skip(path: string, reason: SkipReason, message: string, bytes = 0): ScannedFile {
  return { state: "skipped", bytes, skipped: { path, reason, message } };
}
