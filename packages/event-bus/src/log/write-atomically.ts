import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { nodeLogFileSystem, syncDirectory } from "./log-files.js";

/** Replaces a small file so that, whenever the process or the power goes, either the old or the new content is there. Mode 0600. */
export async function writeAtomically(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(dirname(path), nodeLogFileSystem);
}
