import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const hooks = new URL("../../../../../tools/fault-server/run-from-source.ts", import.meta.url).href;

/** Starts a script of this folder in a process of its own, without a build. */
function startScript(name: string, parameters: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  const script = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return spawn(process.execPath, ["--import", hooks, "--unhandled-rejections=strict", script, ...parameters], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Runs a script of this folder until it ends by itself, and returns the JSON it prints. */
export async function runScript<Result>(name: string, parameters: readonly string[]): Promise<Result> {
  const child = startScript(name, parameters);
  const exited = once(child, "exit");
  let output = "";
  for await (const chunk of child.stdout) output += String(chunk);
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(`Cannot run ${name}: it ended with ${code}`);
  return JSON.parse(output) as Result; // our own scripts, which print this type
}
