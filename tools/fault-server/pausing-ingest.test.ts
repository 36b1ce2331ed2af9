import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

interface AdapterEvent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

let directory = "";
let server: Server;
let child: ChildProcess | undefined;
const requests: string[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "sluice-pause-"));
  requests.length = 0;
});
afterEach(async () => {
  child?.kill("SIGKILL");
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true, force: true });
});

/** Serves two items a page, and asks for 40 s of patience at one of them. */
async function serve(pausingPage: string): Promise<string> {
  server = createServer((request, response) => {
    const page = new URL(request.url ?? "", "http://x").searchParams.get("page") ?? "";
    requests.push(page);
    if (page === pausingPage) response.writeHead(429, { "retry-after": "40" }).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items: [{ id: `${page}-a` }, { id: `${page}-b` }] }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Starts the ingestion and collects its events. */
function start(url: string): AdapterEvent[] {
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const running = spawn(process.execPath, ["--import", new URL("./run-from-source.ts", import.meta.url).href, path("./pausing-ingest.ts"), url, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const events: AdapterEvent[] = [];
  createInterface(running.stdout).on("line", (line) => events.push(JSON.parse(line) as AdapterEvent));
  child = running;
  return events;
}

async function stateText(): Promise<string> {
  const names = await readdir(join(directory, "state"), { recursive: true }).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(directory, "state", name), "utf8").catch(() => "")));
  return texts.join("\n");
}

test.each(["1", "2"])("D13: an ingestion killed during a Retry-After of 40 s at page %s still waits when it is started again", async (page) => {
  const url = await serve(page);
  const first = start(url);
  await expect.poll(stateText, { timeout: 15_000 }).toContain("notBefore");
  const until = Number(first.find(({ name }) => name === "host-paused")?.payload["until"]);
  const killed = once(child!, "exit");
  child!.kill("SIGKILL");
  await killed;
  const sent = requests.length;
  const second = start(url);
  await expect.poll(() => second.find(({ name }) => name === "rate-limit-wait"), { timeout: 15_000 }).toBeDefined();
  const { waitMs } = second.find(({ name }) => name === "rate-limit-wait")!.payload;
  expect(Math.abs(Date.now() + Number(waitMs) - until)).toBeLessThan(2_000);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(requests).toHaveLength(sent);
}, 60_000);
