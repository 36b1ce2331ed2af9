import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { ensureProgram } from "./debian-packages.ts";
import { freePort, listens } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

const LISTENER = `const port = Number(process.argv[1]); require("node:net").createServer().listen(port, "127.0.0.1");`;

test("a server is ready when it answers, and gone when it was stopped", async () => {
  const port = await freePort();
  const server = new ServerProcess(process.execPath, ["-e", LISTENER, String(port)]);
  await server.whenReady("the listener", () => listens(port));
  await server.stop();
  expect([server.hasEnded, await listens(port)]).toEqual([true, false]);
  await server.stop();
});

test("a server that ends before it answers fails with what it said last", async () => {
  const server = new ServerProcess(process.execPath, ["-e", "console.error('no such disk'); process.exit(3)"]);
  await expect(server.whenReady("the server", () => Promise.resolve(false))).rejects.toThrow(/^Cannot start the server: no such disk/);
});

test.runIf(process.platform === "linux")("a server does not outlive a runner that was killed", async () => {
  const port = await freePort();
  const module = JSON.stringify(fileURLToPath(new URL("./server-process.ts", import.meta.url)));
  const source = `const { ServerProcess } = await import(${module}); new ServerProcess(process.execPath, ["-e", ${JSON.stringify(LISTENER)}, "${port}"]); setInterval(() => {}, 1000);`;
  const runner = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: "inherit" });
  while (!(await listens(port))) await sleep(20);
  runner.kill("SIGKILL");
  await once(runner, "close");
  const deadline = performance.now() + 5_000;
  while ((await listens(port)) && performance.now() < deadline) await sleep(20);
  expect(await listens(port)).toBe(false);
});

test("a program that is installed is found without installing anything", async () => {
  expect(await ensureProgram({ program: "sh", debianPackage: "dash" })).toMatch(/\/sh$/);
});
