import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorMessageOf } from "@sluice/core-events";

/** A `package.json` that could not be read. */
export interface UnreadableManifest {
  /** Relative to the root. */
  readonly path: string;
  readonly message: string;
}

/** Tells which package a file belongs to: the nearest `package.json` above it that has a name. */
export class PackageNames {
  readonly #root: string;
  readonly #names = new Map<string, Promise<string | null>>();
  readonly unreadable: UnreadableManifest[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** @param file Relative to the root, with `/`. */
  of(file: string): Promise<string | null> {
    return this.#nameOf(dirname(file));
  }

  #nameOf(directory: string): Promise<string | null> {
    const known = this.#names.get(directory);
    if (known !== undefined) return known;
    const name = this.#find(directory);
    this.#names.set(directory, name);
    return name;
  }

  async #find(directory: string): Promise<string | null> {
    const own = await this.#read(join(directory, "package.json"));
    return own ?? (directory === "." ? null : this.#nameOf(dirname(directory)));
  }

  async #read(path: string): Promise<string | null> {
    try {
      const manifest = JSON.parse(await readFile(join(this.#root, path), "utf8")) as { readonly name?: unknown } | null;
      return typeof manifest?.name === "string" && manifest.name !== "" ? manifest.name : null;
    } catch (error) {
      if (!isAbsent(error)) this.unreadable.push({ path, message: errorMessageOf(error) });
      return null;
    }
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
