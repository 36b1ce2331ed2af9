import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The built binary. */
export const BINARY = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** How a run of the built binary ended. */
export interface BinaryResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built binary while it runs. */
export interface RunningBinary {
  readonly child: ChildProcess;
  readonly ended: Promise<BinaryResult>;
  /** Resolves when stderr contains the text; rejects if the process ends before. */
  readonly said: (text: string) => Promise<void>;
}

/** What the binary is started with. */
export interface BinaryOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built binary; it is killed when the test is over. */
export function startBinary(args: readonly string[], { cwd, env = {} }: BinaryOptions): RunningBinary {
  if (!existsSync(BINARY)) throw new Error(`Cannot find ${BINARY}: build the package first`);
  const child = spawn(process.execPath, [BINARY, ...args], { cwd, env: { PATH: process.env["PATH"] ?? "", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<BinaryResult>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => stderr.includes(text) && resolve();
      look();
      child.stderr.on("data", look);
      void ended.then(() => (stderr.includes(text) ? resolve() : reject(new Error(`never said ${text}: ${stderr}`))));
    });
  return { child, ended, said };
}

/** Runs the built binary to its end. */
export function runBinary(args: readonly string[], options: BinaryOptions): Promise<BinaryResult> {
  return startBinary(args, options).ended;
}
