import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const program = fileURLToPath(new URL("../../../../tools/services/serve.ts", import.meta.url));

/** A server that belongs to one test, so that it may be taken down. */
export interface OwnService {
  /** Where it is, by environment variable. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends it as a crash would; resolves when it is gone. */
  crash(): Promise<void>;
  /** Brings it up again with its data, at its address; resolves when it answers. */
  restart(): Promise<void>;
}

/** Starts a server, which is stopped when the test ends. */
export async function startOwnService(name: "redis" | "kafka"): Promise<OwnService> {
  const child = spawn(process.execPath, [program, name], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "close");
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, string>> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`Cannot go on: the ${name} server of this test has ended`);
    return JSON.parse(value) as Record<string, string>; // one JSON object per line
  };
  const tell = async (command: string): Promise<void> => {
    child.stdin.write(`${command}\n`);
    await next();
  };
  return { env: await next(), crash: () => tell("crash"), restart: () => tell("restart") };
}
