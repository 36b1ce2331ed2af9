import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type BinaryResult, runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const SECRET = "s3cr3t/key+42 öß";
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  new URLSearchParams({ s: SECRET }).toString().slice(2),
  Buffer.from(SECRET).toString("base64"),
  Buffer.from(SECRET).toString("base64url"),
  Buffer.from(`user:${SECRET}`).toString("base64").slice(8, -4),
];

/** A paginated API that repeats the key in its next links and in its error bodies, and breaks on its third page. */
async function chattyApi(): Promise<string> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const page = Number(url.searchParams.get("page") ?? "1");
    url.searchParams.set("page", String(page + 1));
    response.setHeader("content-type", "application/json");
    if (page === 3) response.statusCode = 400;
    const echo = `the key ${SECRET} (${encodeURIComponent(SECRET)}) of ${url.href} is wrong`;
    const items = [1, 2, 3].map((n) => ({ id: `p${page}-${n}` }));
    response.end(JSON.stringify(page === 3 ? { error: echo } : { items, next: `http://${request.headers.host ?? ""}${url.pathname}${url.search}` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/items`; // listening on TCP
}

async function everythingIn(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
  return texts.join("\n");
}

function expectNoSecret(text: string): void {
  for (const form of FORMS) expect(text.includes(form), form).toBe(false);
}

test.each([
  ["a literal parameter named as a secret", [`apiKey=${SECRET}`], {}],
  ["a reference under a secret name", ["apiKey=env:THE_KEY"], { THE_KEY: SECRET }],
  ["a reference under any name", ["filter=env:THE_KEY"], { THE_KEY: SECRET }],
])("E8 J6 %s never reaches stdout, stderr, state, sink or dead letters", async (_what, parameters, env) => {
  const cwd = await temporaryDirectory();
  const url = await chattyApi();
  const options = ["--param", "pagination=next-url", "--allow-host", "127.0.0.1", "--retries", "1", ...parameters.flatMap((pair) => ["--param", pair])];
  const argv = ["ingest", "http-json", url, "--sink", "jsonl:out.jsonl", "--no-early-validation", "--require", "name", "--summary-file", "s.json", ...options];
  const runs: BinaryResult[] = [];
  runs.push(await runBinary([...argv, "--stream"], { cwd, env: { ...env, SLUICE_DEBUG: "1" } }));
  runs.push(await runBinary(["resume", "--state-dir", "out.jsonl.sluice", ...parameters.flatMap((pair) => ["--param", pair])], { cwd, env }));
  runs.push(await runBinary([...argv, "--output", "json"], { cwd, env }));
  runs.push(await runBinary(["status", "--state-dir", "out.jsonl.sluice"], { cwd, env }));
  expect(runs.map(({ code }) => code)).toEqual([1, 1, 1, 0]);
  expect(runs[0]?.stdout).toContain('"DocumentFailed"');
  expect(runs[1]?.stderr).toContain("resuming behind 0 completed, 6 failed");
  expectNoSecret(runs.map(({ stdout, stderr }) => stdout + stderr).join("\n"));
  expectNoSecret(await everythingIn(cwd));
});

test("E8 a literal secret must be given again to resume, and the command says so", async () => {
  const cwd = await temporaryDirectory();
  const argv = ["ingest", "http-json", await chattyApi(), "--sink", "jsonl:out.jsonl", "--allow-host", "127.0.0.1", "--param", "pagination=next-url"];
  const first = await runBinary([...argv, "--param", `apiKey=${SECRET}`], { cwd });
  expect(first.stderr).toContain("sluice resume --state-dir out.jsonl.sluice --param apiKey=…");
  const { code, stderr } = await runBinary(["resume", "--state-dir", "out.jsonl.sluice"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("Cannot set parameter apiKey")]);
});
