import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The rules of one `.gitignore`, and the directory that they are relative to. */
interface IgnoreRules {
  readonly directory: string;
  readonly rules: Ignore;
}

/**
 * Every file below a directory that no `.gitignore` on the way names, absolute. Follows no links, and enters neither
 * `node_modules` nor `.git`. For trees that are not in git.
 */
export async function walkFiles(directory: string): Promise<string[]> {
  const files: string[] = [];
  await walk(directory, [], files);
  return files;
}

async function walk(directory: string, outer: readonly IgnoreRules[], files: string[]): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true });
  const own = entries.some((entry) => entry.name === ".gitignore" && entry.isFile()) ? [await readRules(directory)] : [];
  const rules = [...outer, ...own];
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.name === "node_modules" || entry.name === ".git" || isIgnored(path, entry.isDirectory(), rules)) continue;
    if (entry.isDirectory()) await walk(path, rules, files);
    else files.push(path);
  }
}

async function readRules(directory: string): Promise<IgnoreRules> {
  return { directory, rules: ignore().add(await readFile(join(directory, ".gitignore"), "utf8")) };
}

/** The innermost file that says something about the path decides, as in git. */
function isIgnored(path: string, isDirectory: boolean, all: readonly IgnoreRules[]): boolean {
  for (const { directory, rules } of all.toReversed()) {
    const name = relative(directory, path).split(sep).join("/");
    const { ignored, unignored } = rules.test(isDirectory ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
