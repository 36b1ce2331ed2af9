import { execFileSync } from "node:child_process";
import { sourceTree } from "./source-tree.js";

/** Variables that make git the same everywhere, and keep it away from the user's configuration. */
export const GIT_ENV: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A Tester",
  GIT_AUTHOR_EMAIL: "tester@example.org",
  GIT_COMMITTER_NAME: "A Tester",
  GIT_COMMITTER_EMAIL: "tester@example.org",
};

/** Runs git in a test and returns what it printed. */
export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", [...args], { cwd, env: GIT_ENV, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** A fresh repository in which these files are committed. */
export async function gitRepository(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const directory = await sourceTree(files);
  git(directory, "init", "--quiet", "--initial-branch=main");
  commitAll(directory);
  return directory;
}

/** Commits everything that is not ignored. */
export function commitAll(directory: string): void {
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--allow-empty", "--message", "State");
}
