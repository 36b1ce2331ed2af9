import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { GIT_ENV } from "./git-repository.js";

/** The built binary. */
export const BINARY = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** How a run of the built binary ended. */
export interface BinaryResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the binary is started with. */
export interface BinaryOptions {
  readonly cwd: string;
  /** A shell that sets limits and then runs its arguments in its own place. */
  readonly shell?: string;
}

/** Starts the built binary; it is killed when the test is over. */
export function startBinary(args: readonly string[], { cwd, shell }: BinaryOptions): { child: ChildProcess; ended: Promise<BinaryResult> } {
  if (!existsSync(BINARY)) throw new Error(`Cannot find ${BINARY}: build the package first`);
  const [command = "", ...rest] = [...(shell === undefined ? [] : ["bash", "-c", shell]), process.execPath, BINARY, ...args];
  const child = spawn(command, rest, { cwd, env: { ...GIT_ENV }, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<BinaryResult>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs the built binary to its end. */
export function runBinary(args: readonly string[], options: BinaryOptions): Promise<BinaryResult> {
  return startBinary(args, options).ended;
}
