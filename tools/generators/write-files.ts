import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { GeneratedFile } from "./adapter-files.ts";

/**
 * Writes files that do not exist yet, and the folders they need. If one cannot be written, those that were are removed again.
 *
 * @param directory The folder that is new as a whole.
 * @throws {TypeError} If the folder or a file is there already; then nothing was written.
 */
export async function writeFiles(files: readonly GeneratedFile[], directory: string): Promise<void> {
  for (const path of [directory, ...files.map((file) => file.path)]) {
    if (await exists(path)) throw new TypeError(`Cannot generate an adapter: expected nothing at ${path}, received something that is there already`);
  }
  const written: string[] = [];
  try {
    for (const { path, content } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { flag: "wx" });
      written.push(path);
    }
  } catch (error) {
    for (const path of [directory, ...written]) await rm(path, { recursive: true, force: true });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
