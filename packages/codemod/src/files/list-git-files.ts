import { resolve } from "node:path";
import { gitRecords, type GitOptions } from "./run-git.js";

/** Every tracked file below a directory of a working tree, and every untracked one that is not ignored, absolute. */
export async function listGitFiles(directory: string, { env }: Pick<GitOptions, "env">): Promise<string[]> {
  const records = await gitRecords(["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: directory, env });
  return [...new Set(records)].map((path) => resolve(directory, path));
}
