import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a program ended and what it said. */
export interface ProgramResult {
  readonly status: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of a program among the fixtures. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../__fixtures__/${name}`, import.meta.url));
}

/** Runs a program of the fixtures, which sees the built packages, to its end, or kills it after 20 s. */
export function runFixture(name: string, options: { flags?: string[]; parameters?: string[]; environment?: Record<string, string> } = {}): Promise<ProgramResult> {
  const { flags = [], parameters = [], environment = {} } = options;
  return new Promise((resolve) => {
    const settings = { env: { ...process.env, ...environment }, timeout: 20_000 };
    execFile(process.execPath, [...flags, fixturePath(name), ...parameters], settings, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : (error.code ?? error.signal ?? null), stdout, stderr });
    });
  });
}
