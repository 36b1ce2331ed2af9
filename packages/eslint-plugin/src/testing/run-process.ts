import { spawn } from "node:child_process";

/** What a process left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script with this Node to its end; kills it after `timeoutMs`. */
export async function runScript(script: string, args: readonly string[], { cwd, env = {}, timeoutMs = 60_000 }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly timeoutMs?: number }): Promise<Finished> {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...env }, timeout: timeoutMs, stdio: ["ignore", "pipe", "pipe"] });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [stdout, stderr, code] = await Promise.all([Array.fromAsync(child.stdout.setEncoding("utf8")), Array.fromAsync(child.stderr.setEncoding("utf8")), exit]);
  return { code, stdout: stdout.join(""), stderr: stderr.join("") };
}
