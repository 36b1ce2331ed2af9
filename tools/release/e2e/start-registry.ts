import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A package registry on loopback that anybody may publish to. */
export interface Registry extends AsyncDisposable {
  /** With a slash at its end. */
  readonly url: string;
  /** Lines of an .npmrc that send the scope `@sluice` to this registry and everything else where it goes anyway. */
  readonly npmrc: string;
}

const READY_WITHIN_MS = 60_000;

/** Starts Verdaccio on a free port, with its storage below `directory`. */
export async function startRegistry(directory: string): Promise<Registry> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "config.yaml"), configuration(directory));
  const verdaccio = fileURLToPath(new URL("../../../node_modules/verdaccio/bin/verdaccio", import.meta.url));
  const child = spawn(process.execPath, [verdaccio, "--config", join(directory, "config.yaml"), "--listen", `127.0.0.1:${port}`], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (output = (output + chunk).slice(-10_000)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`Cannot start the registry at ${url}: it did not answer\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    npmrc: `@sluice:registry=${url}\n//127.0.0.1:${port}/:_authToken=anybody\n`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

function configuration(directory: string): string {
  return [
    `storage: ${JSON.stringify(join(directory, "storage"))}`,
    "auth: { auth-memory: { users: {} } }",
    "uplinks: {}",
    "packages:",
    '  "@sluice/*": { access: $all, publish: $all, unpublish: $all }',
    "max_body_size: 50mb",
    "log: { type: stdout, format: pretty, level: warn }",
    "",
  ].join("\n");
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}-/ping`)).ok;
  } catch {
    return false; // not up yet; the deadline is the caller's
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("Cannot find a free port");
  return address.port;
}
