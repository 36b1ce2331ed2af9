import { cp, glob, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { commandOutput } from "./command-output.ts";

/** Copies what git tracks or would track to an empty folder, as a repository with one commit, with the installed packages linked in. */
export async function copyWorkspace(root: string, target: string): Promise<void> {
  const listed = await commandOutput("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const deleted = new Set((await commandOutput("git", ["ls-files", "-z", "--deleted"], { cwd: root })).split("\0"));
  for (const path of listed.split("\0").filter((name) => name !== "" && !deleted.has(name))) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(root, path), join(target, path), { verbatimSymlinks: true });
  }
  for await (const modules of glob(["node_modules", "{packages,tools}/*/node_modules"], { cwd: root })) {
    await commandOutput("cp", ["-al", join(root, modules), join(target, modules)], { cwd: root }); // links to packages are relative
  }
  for (const parameters of [["init", "--quiet", "--initial-branch", "main"], ["add", "--all"], ["commit", "--quiet", "--message", "Release"]]) {
    await commandOutput("git", ["-c", "user.name=release", "-c", "user.email=release@localhost", ...parameters], { cwd: target });
  }
}
