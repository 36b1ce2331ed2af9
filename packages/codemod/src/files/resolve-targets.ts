import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { isInside } from "./is-inside.js";

/** A file or directory that the user named. */
export interface Target {
  /** Absolute, without symbolic links: naming a link asks for what it points to. */
  readonly path: string;
  readonly kind: "file" | "directory";
}

/**
 * Finds what the user named.
 *
 * @throws {TypeError} If something does not exist, or lies outside `root`.
 */
export async function resolveTargets(paths: readonly string[], { root, cwd }: { readonly root: string; readonly cwd: string }): Promise<Target[]> {
  return Promise.all(paths.map((path) => resolveTarget(path, root, cwd)));
}

async function resolveTarget(given: string, root: string, cwd: string): Promise<Target> {
  const path = await realpath(resolve(cwd, given)).catch((error: unknown) => {
    throw new TypeError(`Cannot find ${given}: expected a file or directory below ${cwd}`, { cause: error });
  });
  if (!isInside(root, path)) throw new TypeError(`Cannot look at ${given}: expected a path inside ${root}, received ${path}`);
  return { path, kind: (await stat(path)).isDirectory() ? "directory" : "file" };
}
