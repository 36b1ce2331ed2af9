import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A page server in a process of its own, so that its memory is not the one measured. */
export interface PageServerProcess extends AsyncDisposable {
  readonly port: string;
}

/** Starts `study-page-server.ts`; disposing it stops the process and waits for its end. */
export async function startPageServer(studies: number, { bytes = 500 }: { readonly bytes?: number } = {}): Promise<PageServerProcess> {
  const script = fileURLToPath(new URL("./study-page-server.ts", import.meta.url));
  const child = spawn(process.execPath, [script, String(studies), String(bytes)], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [port] = (await Promise.race([
    once(lines, "line"),
    exited.then(() => Promise.reject(new Error("Cannot start the page server: it ended at once"))),
  ])) as [string]; // the port is what it prints first
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}
