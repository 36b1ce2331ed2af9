import { realpath } from "node:fs/promises";
import { type Environment, runGit } from "./run-git.js";

/** The git working tree around a directory, or why there is none. */
export type Repository = { readonly top: string } | { readonly top: null; readonly reason: string };

/** Looks for the working tree that `directory` belongs to; `top` is absolute and without symbolic links. */
export async function findRepository(directory: string, env: Environment): Promise<Repository> {
  const result = await runGit(["rev-parse", "--show-toplevel"], { cwd: directory, env });
  if (result === null) return { top: null, reason: "git was not found" };
  const top = result.stdout.toString("utf8").replace(/\r?\n$/, "");
  if (result.code === 0 && top !== "") return { top: await realpath(top) };
  if (/not a git repository|must be run in a work tree/.test(result.stderr)) return { top: null, reason: "this is not a git repository" };
  return { top: null, reason: `git says: ${result.stderr.split("\n")[0] ?? ""}` };
}
