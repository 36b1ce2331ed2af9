import { execFile, spawn } from "node:child_process";
import { channel } from "node:diagnostics_channel";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { EVENT_TYPES } from "@sluice/core-events";
import { expect, test } from "vitest";
import { prometheusMetrics } from "./prometheus.js";
import { ModelRun } from "./testing/model-run.js";
import { TemporaryFolder } from "./testing/temporary-folder.js";

const run = promisify(execFile);
const deploy = join(import.meta.dirname, "../../../tools/deploy");

/** The path of a program of Prometheus, as `npm run test:services` tells it. */
function program(name: "PROMTOOL" | "AMTOOL" | "PROMETHEUS"): string {
  const path = process.env[`SLUICE_TEST_${name}`];
  if (path === undefined) throw new Error(`Cannot check the deployment files: expected SLUICE_TEST_${name}, received none; run npm run test:services`);
  return path;
}

test("promtool accepts the alert rules, and their tests hold", async () => {
  const cwd = join(deploy, "prometheus");
  expect((await run(program("PROMTOOL"), ["check", "rules", "alerts.yml"], { cwd })).stdout).toMatch(/SUCCESS: \d\d rules found/);
  expect((await run(program("PROMTOOL"), ["test", "rules", "alerts.test.yml"], { cwd })).stdout).toContain("SUCCESS");
  expect((await run(program("PROMTOOL"), ["check", "config", "prometheus.yml"], { cwd })).stdout).toContain("is valid prometheus config");
});

test("a threshold that is moved makes a test of the rules fail", async () => {
  using folder = new TemporaryFolder();
  for (const name of ["alerts.yml", "alerts.test.yml"]) {
    writeFileSync(join(folder.path, name), readFileSync(join(deploy, "prometheus", name), "utf8").replaceAll("< 0.7", "< 0.5"));
  }
  await expect(run(program("PROMTOOL"), ["test", "rules", "alerts.test.yml"], { cwd: folder.path })).rejects.toThrow(/SluiceSuccessRateLow/);
});

test("amtool accepts Alertmanager's configuration, and alerts go where they should", async () => {
  const config = join(deploy, "alertmanager/alertmanager.yml");
  expect((await run(program("AMTOOL"), ["check-config", config])).stdout).toContain("SUCCESS");
  for (const [severity, receivers] of [["critical", "pager,chat"], ["warning", "chat"], ["info", "mail"]]) {
    const { stdout } = await run(program("AMTOOL"), ["config", "routes", "test", `--config.file=${config}`, `severity=${severity}`]);
    expect(stdout.trim()).toBe(receivers);
  }
});

test("every expression of the dashboard is valid", async () => {
  using folder = new TemporaryFolder();
  interface Panel { readonly targets?: readonly { readonly expr: string }[] }
  const { panels } = JSON.parse(readFileSync(join(deploy, "grafana/sluice.json"), "utf8")) as { panels: readonly Panel[] }; // written by our own generator
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr.replaceAll("$__rate_interval", "5m").replaceAll("$__range", "6h")));
  const rules = expressions.map((expr, index) => ({ record: `panel:${index}`, expr }));
  writeFileSync(join(folder.path, "panels.yml"), JSON.stringify({ groups: [{ name: "panels", rules }] }));
  const { stdout } = await run(program("PROMTOOL"), ["check", "rules", "--lint=none", "panels.yml"], { cwd: folder.path });
  expect(stdout).toContain(`SUCCESS: ${expressions.length} rules found`);
});

test("promtool finds nothing wrong with names, help and form of the exposition", async () => {
  const child = spawn(program("PROMTOOL"), ["check", "metrics"], { stdio: ["pipe", "pipe", "pipe"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  child.stdin.end(await exposition());
  const [code] = (await once(child, "close")) as [number];
  expect([code, Buffer.concat(output).toString("utf8")]).toEqual([0, ""]);
});

test("a real Prometheus scrapes the figures", async () => {
  const text = await exposition();
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(text));
  await once(server.listen(0, "127.0.0.1"), "listening");
  using folder = new TemporaryFolder();
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder.path, "prometheus.yml"), JSON.stringify({
    global: { scrape_interval: "1s" }, rule_files: [join(deploy, "prometheus/alerts.yml")], scrape_configs: [{ job_name: "sluice", static_configs: [{ targets: [target] }] }],
  }));
  const port = await freePort();
  const child = spawn(program("PROMETHEUS"), ["--config.file=prometheus.yml", "--storage.tsdb.path=data", `--web.listen-address=127.0.0.1:${port}`], { cwd: folder.path, stdio: "ignore" });
  const ended = once(child, "close");
  try {
    const query = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent('sluice_documents_total{outcome="completed"}')}`;
    await expect.poll(() => valueOf(query), { timeout: 60_000, interval: 250 }).toBe("2");
    const quantile = encodeURIComponent("histogram_quantile(0.5, sum by (le) (sluice_document_duration_seconds_bucket))");
    expect(Number(await valueOf(`http://127.0.0.1:${port}/api/v1/query?query=${quantile}`))).toBeCloseTo(0.0075, 3);
  } finally {
    child.kill();
    await ended;
    server.closeAllConnections();
    server.close();
  }
});

/** A scrape of a process that has seen every type of event. */
async function exposition(): Promise<string> {
  using prometheus = await prometheusMetrics();
  channel("sluice:event-bus:forwarder").publish({ forwarder: "kafka", lag: 3 });
  const model = new ModelRun();
  for (const event of [
    model.start(), model.complete("1", 6), model.complete("2", 7), model.fail("3"), model.retry(), model.progress({ etaSeconds: 5 }),
    model.event("CircuitStateChange", { circuit: "api.example.org", oldState: "closed", newState: "open", reason: null }),
    model.event("StageCompleted", { stage: "chunk", docId: "1", durationMs: 12, outputCount: 4 }),
    model.event("GateOpened", { gate: "pdf-ready", stage: "parse", waitedMs: 8_100 }),
  ]) prometheus.observe(event);
  const text = await prometheus.metricsText();
  expect(EVENT_TYPES.filter((type) => !text.includes(`type="${type}"`))).toEqual([]);
  return text;
}

async function valueOf(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } }; // the documented answer of the query API
    return data.result[0]?.value[1];
  } catch {
    await sleep(50); // it is not listening yet
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
