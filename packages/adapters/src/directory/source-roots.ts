import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { SluiceError } from "@sluice/core-events";
import { sourceError } from "../files/source-error.js";

/** One input of a walk. */
export interface SourceRoot {
  /** Absolute; of a file that is a link, its target. */
  readonly path: string;
  readonly kind: "file" | "directory";
  /** What stands before the ids of its files: empty for a lone directory. */
  readonly prefix: string;
  /** The name of the file. */
  readonly name: string;
}

/**
 * Checks every input before anything is read. With several inputs the ids of each begin with its name, so that two
 * trees stay apart; of two inputs of one name the second is called `name~2`.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE`, naming the path, if one is missing, forbidden, or neither file nor directory.
 */
export async function sourceRoots(inputs: readonly string[]): Promise<SourceRoot[]> {
  const roots = await Promise.all(inputs.map(sourceRoot));
  const taken = new Set<string>();
  return roots.map((root) => {
    const name = freeName(root.name, taken);
    const prefix = root.kind === "directory" && roots.length > 1 ? `${name}/` : "";
    return { ...root, name, prefix };
  });
}

async function sourceRoot(input: string): Promise<Omit<SourceRoot, "prefix">> {
  try {
    const path = resolve(input);
    const status = await stat(path);
    const kind = status.isDirectory() ? "directory" : "file";
    if (kind === "file" && !status.isFile()) throw neither(input);
    await access(path, kind === "directory" ? constants.R_OK | constants.X_OK : constants.R_OK);
    return { path: kind === "file" ? await realpath(path) : path, kind, name: basename(path) };
  } catch (error) {
    throw sourceError(error, { path: input });
  }
}

function freeName(base: string, taken: Set<string>): string {
  const wanted = base === "" ? "root" : base;
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}~${count}`;
  taken.add(name);
  return name;
}

function neither(path: string): SluiceError {
  return new SluiceError(`Cannot read ${path}: expected a file or directory, received something else`, { code: "SOURCE_UNREADABLE", context: { path } });
}
