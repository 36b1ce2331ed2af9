import { stat } from "node:fs/promises";

/** The size of a file in bytes, or `null` if it cannot be told. */
export async function sizeOf(path: string | null | undefined): Promise<number | null> {
  if (path === null || path === undefined) return null;
  try {
    return (await stat(path)).size;
  } catch {
    return null; // a summary is shown whatever has become of the file
  }
}
