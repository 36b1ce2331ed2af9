import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { GitObjects } from "./git-objects.js";
import type { TreeEntry } from "./tree-entries.js";

/** A temporary folder that takes on one commit after the other; only what differs is written. Dispose of it to remove it. */
export class HistoryFolder implements AsyncDisposable {
  /** Without symbolic links. */
  readonly path: string;
  readonly #objects: GitObjects;
  readonly #held = new Map<string, string>();

  private constructor(path: string, objects: GitObjects) {
    this.path = path;
    this.#objects = objects;
  }

  static async create(objects: GitObjects): Promise<HistoryFolder> {
    return new HistoryFolder(await realpath(await mkdtemp(join(tmpdir(), "sluice-adoption-"))), objects);
  }

  /** @returns Whether anything changed, and how many files the repository lacks. */
  async become(entries: readonly TreeEntry[], signal: AbortSignal | undefined): Promise<{ readonly changed: boolean; readonly missing: number }> {
    const wanted = new Map(entries.map(({ path, object }) => [path, object]));
    const gone = [...this.#held.keys()].filter((path) => !wanted.has(path));
    for (const path of gone) await this.#remove(path);
    let missing = 0;
    let written = 0;
    for (const [path, object] of wanted) {
      signal?.throwIfAborted();
      if (this.#held.get(path) === object) continue;
      const bytes = await this.#objects.read(object);
      if (bytes === null) {
        missing += 1;
        await this.#remove(path);
      } else {
        await this.#write(path, bytes);
        this.#held.set(path, object);
        written += 1;
      }
    }
    return { changed: gone.length > 0 || written > 0, missing };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  /** A directory may stand where a file is to be: its files are removed, and it is empty. */
  async #write(path: string, bytes: Buffer): Promise<void> {
    const target = join(this.path, path);
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { recursive: true, force: true });
    await writeFile(target, bytes, { mode: 0o600 });
  }

  async #remove(path: string): Promise<void> {
    this.#held.delete(path);
    await rm(join(this.path, path), { force: true });
  }
}
