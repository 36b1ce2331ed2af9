import { realpath } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import { type GitOptions, runGit } from "./run-git.js";

/** The top of the work tree that a directory is in; null outside of one, or without git. */
export async function findRepository(directory: string, options: Omit<GitOptions, "cwd">): Promise<string | null> {
  try {
    const top = await runGit(["rev-parse", "--show-toplevel"], { cwd: directory, ...options });
    return await realpath(top.replace(/\n$/, ""));
  } catch (error) {
    if (SluiceError.is(error)) return null; // no repository is a normal place to scan; the history says so itself
    throw error;
  }
}
