import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** What one call of the built command cost. */
export interface CliMeasurement {
  readonly seconds: number;
  readonly peakRssBytes: number;
  readonly stdoutBytes: number;
  /** The end of what it said. */
  readonly stderr: string;
}

const BINARY = fileURLToPath(new URL("../../packages/cli/dist/bin.js", import.meta.url));

/**
 * Runs the built `sluice` to its end, reading its output and keeping none of it.
 *
 * @throws {Error} If it fails.
 */
export async function runCli(args: readonly string[], cwd: string): Promise<CliMeasurement> {
  const preload = new URL("./measure-peak-rss.ts", import.meta.url).href;
  const begun = performance.now();
  const child = spawn(process.execPath, ["--import", preload, BINARY, ...args], { cwd, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const pipes = child.stdio as unknown as readonly AsyncIterable<Buffer>[]; // 1 to 3 are, as asked for above
  const [stdoutBytes, stderr, rss, code] = await Promise.all([
    lengthOf(pipes[1]),
    textOf(pipes[2]),
    textOf(pipes[3]),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  if (code !== 0) throw new Error(`Cannot run sluice ${args.join(" ")}: it ended with ${code}\n${stderr.slice(-2000)}`);
  return { seconds: (performance.now() - begun) / 1000, peakRssBytes: Number(rss), stdoutBytes, stderr };
}

async function lengthOf(stream: AsyncIterable<Buffer> = Readable.from([])): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

async function textOf(stream: AsyncIterable<Buffer> = Readable.from([])): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString("utf8");
}
