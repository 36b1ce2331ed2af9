import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What {@link runChild} may be told. */
export interface ChildOptions {
  /** Options for Node itself, such as `--max-old-space-size=32`. */
  readonly nodeOptions?: readonly string[];
  /** @default 600_000 */
  readonly timeoutMs?: number;
}

/**
 * Runs a script of this folder in a fresh process and returns the JSON that it prints last.
 *
 * @throws {Error} If the child fails, with what it wrote to stderr.
 */
export async function runChild<Result>(script: string, parameters: readonly string[], options: ChildOptions = {}): Promise<Result> {
  const { nodeOptions = [], timeoutMs = 600_000 } = options;
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, path, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  const [stdout, stderr, outcome] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
  if (outcome !== "0") throw new Error(`Cannot run ${script} ${parameters.join(" ")}: it ended with ${outcome}\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Result; // our own scripts, which print this type
}

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

async function exitOf(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? String(code)));
  });
}
