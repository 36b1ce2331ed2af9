import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../main.js";
import type { RunSummary } from "../report/run-summary.js";
import { alertServer } from "../testing/alert-server.js";
import { capturedIo, type CapturedIoOptions } from "../testing/captured-io.js";
import { readLines } from "../testing/read-lines.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const INGEST = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--no-early-validation"];

/** A directory with records, of which those with an odd number have no name, and a configuration. */
async function workspace(config: string, records = 400): Promise<string> {
  const cwd = await temporaryDirectory();
  const lines = Array.from({ length: records }, (_, n) => `${JSON.stringify({ id: `r${n}`, name: n % 2 === 0 ? "fern" : "" })}\n`);
  await writeFile(join(cwd, "in.jsonl"), lines.join(""));
  await writeFile(join(cwd, "sluice.config.yaml"), config);
  return cwd;
}

async function sluice(argv: readonly string[], options: CapturedIoOptions) {
  const io = capturedIo(options);
  const code = await main(argv, io);
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() };
}

test("a rule that warns shows in the output and the summary, and the run goes on", async () => {
  const cwd = await workspace("monitors:\n  - rule: field-completeness\n    field: name\n    atLeast: 0.9\n    windowDocuments: 100\n");
  const { code, stdout, stderr } = await sluice([...INGEST, "--output", "json"], { cwd });
  expect(code).toBe(0);
  expect(stderr).toMatch(/! field-completeness name: name is present in only \d+(\.\d)? % of \d+ documents, expected at least 90 %/);
  expect(stderr).toMatch(/rule {10}field-completeness name fired once \(warning\)/);
  expect((JSON.parse(stdout) as RunSummary).rules).toMatchObject([{ rule: "field-completeness name", fired: 1, recovered: 0 }]);
});

test("F4 a rule that stops ends the run with 4, and sluice resume goes on with it", async () => {
  const cwd = await workspace("monitors:\n  - rule: success-rate\n    atLeast: 0.9\n    minSample: 50\n    action: stop\n");
  const argv = [...INGEST, "--require", "name", "--buffer-size", "10"];
  const first = await sluice([...argv, "--summary-file", "s.json"], { cwd });
  expect(first.code).toBe(4);
  expect(first.stderr).toMatch(/Cannot go on: rule success-rate: Only 50 % of 50 documents succeeded.*stopped by a rule, can be resumed/s);
  const summary = JSON.parse(await readFile(join(cwd, "s.json"), "utf8")) as RunSummary;
  expect(summary).toMatchObject({ status: "stopped-by-rule", exitCode: 4, qualityWarnings: 1 });
  expect(summary.completed + summary.failed).toBeLessThan(400);
  const second = await sluice(["resume", "--state-dir", "out.jsonl.sluice", "--no-monitors"], { cwd });
  expect(second.code).toBe(0);
  expect([(await readLines(join(cwd, "out.jsonl"))).length, (await readLines(join(cwd, "out.dlq.jsonl"))).length]).toEqual([200, 200]);
});

test("an alert reaches its webhook before the command ends, and says how to look further", async () => {
  const { url, bodies } = await alertServer();
  const cwd = await workspace("monitors:\n  - rule: success-rate\n    atLeast: 0.9\n    windowDocuments: 100\n    severity: error\n    action: alert\nalerts:\n  channels:\n    - channel: webhook\n      url: env:HOOK\n");
  const { code, stderr } = await sluice([...INGEST, "--require", "name"], { cwd, env: { HOOK: url } });
  expect(code).toBe(0);
  expect(bodies).toMatchObject([{ status: "firing", severity: "error", adapter: "jsonl", lookFurther: "sluice status --state-dir out.jsonl.sluice", notices: [{ rule: "success-rate", action: "alert" }] }]);
  expect(stderr).toContain("alerts        webhook: 1 delivered, 0 failed, 0 dropped");
});

test("without rules of its own, alerts tell of a run that early validation has stopped", async () => {
  const { url, bodies } = await alertServer();
  const cwd = await workspace("alerts:\n  channels:\n    - channel: slack\n      url: env:HOOK\n");
  const { code } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name,rank"], { cwd, env: { HOOK: url } });
  expect(code).toBe(4);
  expect(JSON.stringify(bodies)).toContain("The run has failed (early_validation_failed): 0 completed, 5 failed");
});

test("E8 an alert that fails costs the run nothing, is told, and gives its address away nowhere", async () => {
  const { url, bodies } = await alertServer(400);
  const cwd = await workspace("monitors:\n  - rule: run-completed\nalerts:\n  channels:\n    - channel: webhook\n      url: env:HOOK\n");
  const { code, stdout, stderr } = await sluice([...INGEST, "--output", "json"], { cwd, env: { HOOK: url, SLUICE_DEBUG: "1" } });
  expect([code, bodies.length]).toEqual([0, 1]);
  expect(stderr).toContain("! Cannot deliver an alert to webhook: expected status 2xx, received 400: answer");
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true });
  const files = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
  expect([stdout, stderr, ...files].join("\n")).not.toContain("T0P-S3CR3T");
  expect(files.join("\n")).toContain("env:HOOK"); // the state keeps the reference
});

test("a run that is resumed has its rules and alerts back, from the references that were stored", async () => {
  const { url, bodies } = await alertServer();
  const cwd = await workspace("limit: 100\nmonitors:\n  - rule: run-completed\nalerts:\n  channels:\n    - channel: webhook\n      url: env:HOOK\n");
  await sluice(INGEST, { cwd, env: { HOOK: url } });
  const { code } = await sluice(["resume", "--state-dir", "out.jsonl.sluice", "--limit", "300"], { cwd, env: { HOOK: url } });
  expect([code, bodies.map(({ title }) => title)]).toEqual([0, ["run-completed: The run has completed: 100 completed, 0 failed", "run-completed: The run has completed: 300 completed, 0 failed"]]);
});

test("--no-alerts sends nothing, and needs no secret", async () => {
  const cwd = await workspace("alerts:\n  channels:\n    - channel: webhook\n      url: env:HOOK\n");
  expect((await sluice([...INGEST, "--no-alerts"], { cwd })).code).toBe(0);
  const { code, stderr } = await sluice([...INGEST, "--restart"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("expected the environment variable HOOK, received none")]);
});

test("sluice alerts test sends each channel a test alert and says how it went", async () => {
  const [good, bad] = [await alertServer(), await alertServer(403)];
  const cwd = await workspace("alerts:\n  channels:\n    - channel: pagerduty\n      routingKey: env:KEY\n      url: env:PAGER\n    - channel: webhook\n      url: env:HOOK\n");
  const env = { KEY: "R0UT1NG-KEY", PAGER: good.url, HOOK: bad.url };
  const { code, stderr } = await sluice(["alerts", "test"], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/✓ pagerduty: delivered in .*\n✗ webhook: Cannot deliver an alert to webhook: expected status 2xx, received 403: answer\n/);
  expect(good.bodies).toMatchObject([{ event_action: "trigger" }, { event_action: "resolve" }]);
  expect(bad.bodies).toMatchObject([{ status: "test", title: "This is a test: alerts of sluice arrive here" }]);
  expect((await sluice(["alerts", "test", "--channel", "pagerduty"], { cwd, env })).code).toBe(0);
});

test.each([
  ["a secret in the configuration", "alerts:\n  channels:\n    - channel: slack\n      url: https://hooks.slack.com/services/T/B/X\n", "alerts.channels.0.url (line 4): expected env:NAME, because it is a secret"],
  ["a secret header in the configuration", "alerts:\n  channels:\n    - channel: webhook\n      url: env:HOOK\n      headers: { authorization: Bearer x }\n", "alerts.channels.0.headers.authorization (line 5): expected env:NAME"],
  ["an unknown rule", "monitors:\n  - rule: vibes\n", "monitors.0.rule (line 2): expected one of success-rate, field-completeness"],
  ["an unknown channel", "alerts:\n  channels:\n    - channel: pigeon\n", "alerts.channels.0.channel (line 3): expected one of webhook, slack"],
  ["a rule out of range", "monitors:\n  - rule: stall\n    afterSeconds: 0\n", "monitors.0.afterSeconds (line 3): expected number to be >=0.1"],
  ["two rules of one name", "monitors:\n  - rule: stall\n  - rule: stall\n", 'monitors.1.name (line 3): expected a name of its own, as "stall" is taken'],
])("%s is refused, naming the field", async (_what, config, message) => {
  const { code, stderr } = await sluice(INGEST, { cwd: await workspace(config) });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  expect(stderr).not.toMatch(/hooks\.slack|Bearer/);
});

test("a source that never answers is stopped by a rule, and the command ends", async () => {
  const server = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const cwd = await workspace("monitors:\n  - rule: stall\n    afterSeconds: 0.5\n    action: stop\n");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // listening on TCP
  const { code, stderr } = await sluice(["ingest", "http-json", url, "--allow-host", "127.0.0.1", "--sink", "jsonl:out.jsonl"], { cwd });
  expect([code, stderr]).toEqual([4, expect.stringMatching(/rule stall: No document has ended for \d/)]);
});

test("eager mode says that it watches nothing", async () => {
  const { code, stderr } = await sluice([...INGEST, "--no-stream"], { cwd: await workspace("monitors:\n  - rule: stall\n") });
  expect([code, stderr]).toEqual([0, expect.stringContaining("the rules of monitors do not watch this run")]);
});

test("sluice alerts test without alerts is a mistake of usage", async () => {
  const { code, stderr } = await sluice(["alerts", "test"], { cwd: await workspace("adapter: jsonl\n") });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/expected alerts in .*sluice\.config\.yaml, received none/)]);
});
