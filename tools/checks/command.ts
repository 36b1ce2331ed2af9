import { spawn } from "node:child_process";

/** How a command ended. */
export interface CommandResult {
  /** `null` if it was killed, which happens when it takes longer than its time. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What {@link runCommand} may be told. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default 300_000 */
  readonly timeoutMs?: number;
}

/** Runs a command without a shell and without stdin, and waits for it. Does not throw when it fails: look at `code`. */
export async function runCommand(command: string, parameters: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, env = {}, timeoutMs = 300_000 } = options;
  const child = spawn(command, parameters, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** The lines of a failed command's output, for a report; `npm warn` lines say nothing about the failure. */
export function outputLines({ stdout, stderr }: CommandResult): string[] {
  return `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("npm warn"));
}
