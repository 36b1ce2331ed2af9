import { execFile } from "node:child_process";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const tsc = fileURLToPath(new URL("../../../../../node_modules/typescript/bin/tsc", import.meta.url));
const run = promisify(execFile);

/** A directory of which no case is left has nothing to check. */
const NO_INPUTS = "TS18003";

/** The errors that the workspace's own compiler, not the bundled one, finds with every tsconfig.json of a corpus, one line each. */
export async function typeErrors(root: string): Promise<readonly string[]> {
  const configs = await Array.fromAsync(glob("{tsconfig.json,cases/*/tsconfig.json}", { cwd: root }));
  return (await Promise.all(configs.map((config) => errorsOf(root, config)))).flat();
}

async function errorsOf(cwd: string, config: string): Promise<readonly string[]> {
  try {
    await run(process.execPath, [tsc, "--pretty", "false", "--noEmit", "-p", join(cwd, config)], { cwd, maxBuffer: 64 * 1024 * 1024 });
    return [];
  } catch (error) {
    const { stdout, code } = error as { readonly stdout?: string; readonly code?: unknown };
    if (typeof code !== "number" || stdout === undefined) throw error;
    return stdout.trimEnd().split("\n").filter((line) => !line.includes(NO_INPUTS));
  }
}
