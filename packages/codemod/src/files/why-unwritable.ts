import { access, constants, lstat } from "node:fs/promises";
import { dirname } from "node:path";
import type { SkippedFile } from "./skipped-file.js";

const ANY_WRITE_BIT = 0o222;

/** Why a file must not be replaced, or `null` if it may. A link with another name would part from it, so that is asked for. */
export async function whyUnwritable(path: string, { hardLinks }: { readonly hardLinks: boolean }): Promise<SkippedFile | null> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null) return { path, reason: "CHANGED_MEANWHILE", message: "it is gone since it was read" };
  if (!hardLinks && stats.nlink > 1) {
    return { path, reason: "HARD_LINK", message: `it has ${stats.nlink} names, of which only this one would change (--break-hard-links does it)` };
  }
  if ((stats.mode & ANY_WRITE_BIT) === 0 || !(await isWritable(path))) return { path, reason: "READ_ONLY", message: "it is read-only" };
  if (!(await isWritable(dirname(path)))) return { path, reason: "READ_ONLY", message: "its directory is read-only" };
  return null;
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false; // which is the answer
  }
}
