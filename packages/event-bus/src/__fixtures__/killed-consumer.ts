import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./hold-entries.mjs", import.meta.url));

/** Which transport a process consumes with. */
export interface KilledConsumer {
  readonly subpath: string;
  readonly call: string;
  readonly options: object;
}

/** Consumes as "dead" of the group "g" in a process of its own, which is killed when it holds five entries. */
export async function killedWhileHolding({ subpath, call, options }: KilledConsumer): Promise<void> {
  const child = spawn(process.execPath, [program, subpath, call, JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  let held = 0;
  for await (const _ of createInterface({ input: child.stdout })) if ((held += 1) === 5) break;
  child.kill("SIGKILL");
  await closed;
  if (held < 5) throw new Error(`Cannot go on: the consumer was to hold 5 entries, and had ${held}`);
}
