import { copyFile, cp, mkdir, mkdtemp, readdir, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The workspace that this file is part of. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Packages that generators add files to. Of these the sources are copied, of others they are linked. */
const COPIED = new Set(["eslint-plugin", "codemod"]);

/** A workspace of its own with the packages, tools and dependencies of this one, in which anything may be generated. The caller removes it. */
export async function workspaceCopy(): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "sluice-generator-")));
  for (const name of ["node_modules", "tools"]) await symlink(join(root, name), join(directory, name));
  for (const name of ["package.json", "LICENSE", "tsconfig.base.json", "tsup.base.ts", "eslint.config.js", "vitest.config.ts", "knip.json"]) await copyFile(join(root, name), join(directory, name));
  await cp(join(root, "docs/rules"), join(directory, "docs/rules"), { recursive: true });
  await mkdir(join(directory, "packages"));
  for (const name of await readdir(join(root, "packages"))) await addPackage(name, directory);
  return directory;
}

/** A folder of its own, since what looks for packages does not follow links. */
async function addPackage(name: string, directory: string): Promise<void> {
  const [from, to] = [join(root, "packages", name), join(directory, "packages", name)];
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const isCopied = entry.isFile() || (COPIED.has(name) && entry.name === "src");
    if (isCopied) await cp(join(from, entry.name), join(to, entry.name), { recursive: true });
    else await symlink(join(from, entry.name), join(to, entry.name));
  }
}
