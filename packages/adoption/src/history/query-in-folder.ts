import { stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { CodemodQuery } from "../scan/codemod.js";

/**
 * The same question about a copy of the project in another folder, by syntax alone. Null if none of the paths asked for is in
 * the copy. Git is told nothing of the repository that a hook may have put into the environment: the copy is none.
 */
export async function queryInFolder({ root, cwd = root, paths, env = process.env, ...rest }: CodemodQuery, folder: string): Promise<CodemodQuery | null> {
  const inFolder = (path: string): string => join(folder, relative(root, resolve(cwd, path)));
  const asked = (paths ?? ["."]).map(inFolder);
  const there: string[] = [];
  for (const path of asked) if (await exists(path)) there.push(path);
  if (there.length === 0) return null;
  const plain = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_")));
  const workingDirectory = (await exists(inFolder("."))) ? inFolder(".") : folder;
  return { ...rest, root: folder, cwd: workingDirectory, paths: there, env: plain, syntactic: true };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
