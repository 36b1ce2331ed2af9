import { isUtf8 } from "node:buffer";
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";

/** One entry of a directory. */
export interface DirectoryEntry {
  /** The name; one that is not UTF-8 is a NUL, which no name holds, and its bytes in hexadecimal. */
  readonly key: string;
  readonly kind: "file" | "directory" | "symlink" | "other";
}

/** The entries of a directory in the order of their names' bytes: the same on every system and in every run. */
export async function directoryEntries(path: string): Promise<DirectoryEntry[]> {
  const entries = await readdir(path, { withFileTypes: true, encoding: "buffer" });
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  return entries.map((entry) => ({ key: keyOf(entry.name), kind: kindOf(entry) }));
}

/** Compares two keys as {@link directoryEntries} orders them. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

/** The name's bytes in hexadecimal if it is not UTF-8, else `null`. */
export function undecodableName(key: string): string | null {
  return key.startsWith("\0") ? key.slice(1) : null;
}

function keyOf(name: Buffer): string {
  return isUtf8(name) ? name.toString("utf8") : `\0${name.toString("hex")}`;
}

function bytesOf(key: string): Buffer {
  const hex = undecodableName(key);
  return hex === null ? Buffer.from(key) : Buffer.from(hex, "hex");
}

function kindOf(entry: Dirent<Buffer>): DirectoryEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "other";
}
