import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const program = fileURLToPath(new URL("../../../../tools/services/serve.ts", import.meta.url));

/** A PostgreSQL server that belongs to one test, so that it may be taken down. */
export interface OwnPostgres {
  readonly url: string;
  /** Ends it as a crash would; resolves when it is gone. */
  crash(): Promise<void>;
  /** Brings it up again with its data, at its address; resolves when it answers. */
  restart(): Promise<void>;
}

/** Starts a server, which is stopped when the test ends. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const child = spawn(process.execPath, [program, "postgres"], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "close");
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, string>> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("Cannot go on: the PostgreSQL server of this test has ended");
    return JSON.parse(value) as Record<string, string>; // one JSON object per line
  };
  const tell = async (command: string): Promise<void> => {
    child.stdin.write(`${command}\n`);
    await next();
  };
  const url = (await next())["SLUICE_TEST_POSTGRES_URL"] ?? "";
  return { url, crash: () => tell("crash"), restart: () => tell("restart") };
}
