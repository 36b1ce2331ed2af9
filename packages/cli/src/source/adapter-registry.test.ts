import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { ResiliencePolicy } from "@sluice/resilience";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../main.js";
import { resolveHttp } from "../settings/http.js";
import { capturedIo } from "../testing/captured-io.js";
import { parseLines } from "../testing/read-lines.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { ADAPTER_NAMES } from "./adapter-names.js";
import { adapterOptions } from "./adapter-options.js";
import { knownAdapter } from "./adapter-registry.js";
import { schemaParameters } from "./schema-parameters.js";

async function idsOf(cwd: string, ...argv: readonly string[]): Promise<unknown[]> {
  const io = capturedIo({ cwd });
  const code = await main(["ingest", ...argv, "--sink", "stdout"], io);
  expect([code, io.stderrText()]).toEqual([0, expect.any(String)]);
  return parseLines(io.stdoutText()).map(({ docId }) => docId);
}

test.each(ADAPTER_NAMES)("%s is loaded under its own name, and has the parameter that inputs become", async (name) => {
  const { load, inputParameter } = knownAdapter(name);
  const adapter = await load({ allowHosts: ["127.0.0.1"], timeoutMs: 1000 });
  expect(adapter.name).toBe(name);
  const parameters = schemaParameters(adapter).map((parameter) => parameter.name);
  if (inputParameter !== null) expect(parameters).toContain(inputParameter);
});

test.each(ADAPTER_NAMES.filter((name) => knownAdapter(name).isHttp))("%s takes a policy", async (name) => {
  const http = resolveHttp({ policy: "polite-api", retries: 2 }, "/");
  await expect(knownAdapter(name).load(adapterOptions(http))).resolves.toMatchObject({ name });
  const broken = { ...adapterOptions(http), policy: { timeoutMs: 0 } as ResiliencePolicy }; // so that a policy which is not looked at shows
  await expect(knownAdapter(name).load(broken)).rejects.toThrow("a resilience policy");
});

test("files and html read a folder", async () => {
  const cwd = await temporaryDirectory();
  await mkdir(join(cwd, "site"));
  await writeFile(join(cwd, "site", "a.html"), "<title>A</title><main><p>fern</p></main>");
  await writeFile(join(cwd, "site", "b.txt"), "moss");
  expect(await idsOf(cwd, "files", "site")).toEqual(["a.html", "b.txt"]);
  expect(await idsOf(cwd, "html", "site")).toEqual(["a.html"]);
});

test("--base-url and --allow-host reach the adapters of APIs", async () => {
  const server = createServer(({ url }, response) => {
    const { searchParams } = new URL(url ?? "", "http://localhost");
    const results = searchParams.get("cursor") === "*" ? [{ id: "https://openalex.org/W1", display_name: "Ferns" }] : [];
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ meta: { count: 1, next_cursor: results.length > 0 ? "end" : null }, results }));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port
  expect(await idsOf("/", "openalex", "--base-url", url, "--allow-host", "127.0.0.1", "--param", "filter=x:y")).toEqual(["W1"]);
});
