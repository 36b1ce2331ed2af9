import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A program and the Debian package that brings it. */
export interface DebianProgram {
  readonly program: string;
  readonly debianPackage: string;
  /** Where it may be beside the directories of PATH. */
  readonly directories?: readonly string[];
}

/**
 * The path of a program. Where it is missing and this is root on a Debian system, its package is installed first.
 *
 * @throws {Error} If it is not there and cannot be installed; the message says what to install.
 */
export async function ensureProgram(wanted: DebianProgram): Promise<string> {
  const found = await findProgram(wanted);
  if (found !== null) return found;
  await install(wanted);
  const installed = await findProgram(wanted);
  if (installed === null) throw new Error(`Cannot find ${wanted.program}, although ${wanted.debianPackage} is installed`);
  return installed;
}

async function findProgram({ program, directories = [] }: DebianProgram): Promise<string | null> {
  for (const directory of [...(process.env["PATH"] ?? "").split(delimiter), ...directories]) {
    const path = join(directory, program);
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function install({ program, debianPackage }: DebianProgram): Promise<void> {
  const aptGet = await findProgram({ program: "apt-get", debianPackage: "apt" });
  const help = `expected ${program}, which the Debian package ${debianPackage} brings (apt-get install ${debianPackage})`;
  if (aptGet === null || process.getuid?.() !== 0) throw new Error(`Cannot run the tests that need a service: ${help}, received none; only root on Debian has it installed by itself`);
  process.stderr.write(`installing ${debianPackage} for ${program}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" }; // the run level keeps the package from starting a service of its own
  try {
    await run(aptGet, ["update", "-q"], { env, maxBuffer: 2 ** 26 });
    await run(aptGet, ["install", "-y", "-q", "--no-install-recommends", debianPackage], { env, maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(`Cannot install ${debianPackage}: ${help}`, { cause: error });
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
