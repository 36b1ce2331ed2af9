import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { temporaryDirectory } from "./temporary-directory.js";

const run = promisify(execFile);

/** Files by path; null removes one. */
export type Files = Readonly<Record<string, string | null>>;

/** A git repository in a temporary directory, with real commits. */
export class GitProject {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<GitProject> {
    const project = new GitProject(await temporaryDirectory());
    await project.git("init", "-q", "-b", "main");
    return project;
  }

  async write(files: Files): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const target = join(this.root, path);
      if (text === null) await rm(target, { recursive: true });
      else {
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, text);
      }
    }
  }

  /** Commits the files with the day as its date. */
  async commit(day: string, files: Files): Promise<string> {
    await this.write(files);
    await this.git("add", "-A");
    await run("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "--allow-empty", "-m", day], {
      cwd: this.root,
      env: { ...process.env, GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` },
    });
    return (await this.git("rev-parse", "HEAD")).trim();
  }

  async git(...args: readonly string[]): Promise<string> {
    return (await run("git", args, { cwd: this.root })).stdout;
  }
}
