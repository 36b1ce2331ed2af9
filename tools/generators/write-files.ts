import { lstat, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";

/**
 * Writes new files, with the folders they need, and changes others that must still be what they were. If one cannot be written,
 * those that were are undone.
 *
 * @param fresh The folder that must not be there yet and is removed again as a whole; null where there is none.
 * @throws {TypeError} If something is there that must not be, or has changed; then nothing was written.
 */
export async function writeFiles(files: readonly GeneratedFile[], fresh: string | null): Promise<void> {
  if (fresh !== null) await requireNothing(fresh);
  for (const { path, before } of files) {
    if (before === null) await requireNothing(path);
    else if ((await readFile(path, "utf8")) !== before) throw new TypeError(`Cannot generate into ${path}: expected it as it was read, received another text`);
  }
  const done: GeneratedFile[] = [];
  try {
    for (const file of files) {
      await write(file);
      done.push(file);
    }
  } catch (error) {
    for (const file of done) await undo(file);
    if (fresh !== null) await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

async function write({ path, content, before }: GeneratedFile): Promise<void> {
  if (before === null) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
  } else await replace(path, content);
}

async function undo({ path, before }: GeneratedFile): Promise<void> {
  if (before === null) await rm(path, { force: true });
  else await replace(path, before);
}

/** As a whole, so that a list is never half of one. */
async function replace(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

async function requireNothing(path: string): Promise<void> {
  try {
    await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  throw new TypeError(`Cannot generate: expected nothing at ${path}, received something that is there already`);
}
