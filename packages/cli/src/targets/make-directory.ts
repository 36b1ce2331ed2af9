import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a directory and those above it, as `mkdir` with `recursive` does, but always comes to an end: that one tries for ever where
 * a file system says of every directory in it that its parent is missing, as `/proc` does.
 *
 * @throws {NodeJS.ErrnoException} That of the directory that could not be made.
 */
export async function makeDirectory(path: string, { mode = 0o777 }: { readonly mode?: number } = {}): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || (await isDirectory(parent))) throw error;
    await makeDirectory(parent, { mode });
    await mkdir(path, { mode });
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then((status) => status.isDirectory(), () => false);
}
