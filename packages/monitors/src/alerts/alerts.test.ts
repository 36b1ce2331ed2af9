import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { SluiceError } from "@sluice/core-events";
import { expect, test, vi } from "vitest";
import { AlertReceiver } from "../testing/alert-receiver.js";
import { ModelRun } from "../testing/model-run.js";
import { fired, recovered } from "../testing/sample-notices.js";
import { type Alerts, alerts, type AlertsOptions } from "./alerts.js";
import { pagerDuty } from "./pager-duty.js";
import { slack } from "./slack.js";
import { webhook } from "./webhook.js";

interface Sending extends AsyncDisposable {
  readonly alerting: Alerts;
  readonly errors: SluiceError[];
}

/** Alerts that go at once, with quick retries. */
function send(options: Partial<AlertsOptions> & Pick<AlertsOptions, "channels">): Sending {
  const errors: SluiceError[] = [];
  const alerting = alerts({
    cooldownMs: 0, groupWithinMs: 0, delivery: { initialDelayMs: 5, maxDelayMs: 20 }, onError: (error) => void errors.push(error), ...options,
  });
  return { alerting, errors, [Symbol.asyncDispose]: () => alerting[Symbol.asyncDispose]() };
}

test("a webhook gets the alert as JSON, with run, rule, figures, times and where to look further", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: `${receiver.origin}/hooks/team-a` })], lookFurther: "sluice status --state-dir out.sluice" });
  sending.alerting.notify(fired());
  expect(await sending.alerting.flush()).toBe(true);
  const { path, headers, body } = receiver.received[0]!;
  expect([path, headers["content-type"], headers["idempotency-key"]]).toEqual(["/hooks/team-a", "application/json", body["id"]]);
  expect(body).toMatchObject({
    version: 1, status: "firing", severity: "warning", runId: "r1", adapter: "jsonl", firstSeenAt: fired().firstSeenAt, lastSeenAt: fired().timestamp,
    title: "stall: No document has ended for 60 s, expected one at least every 60 s", lookFurther: "sluice status --state-dir out.sluice",
    notices: [{ rule: "stall", value: 60, threshold: 60, sample: 3, outcomes: { completed: 2, failed: 1 } }],
  });
  expect(sending.alerting.figures.channels).toMatchObject([{ channel: "webhook", delivered: 1, failed: 0, queued: 0, lastError: null, lastDeliveredAt: expect.any(Number) as number }]);
});

test("a webhook signs the body and sends its headers", async () => {
  await using receiver = await AlertReceiver.start(204);
  await using sending = send({ channels: [webhook({ url: receiver.origin, headers: { authorization: "Bearer t0ken" }, signingSecret: "shared" })] });
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  const { headers, text } = receiver.received[0]!;
  expect(headers["authorization"]).toBe("Bearer t0ken");
  expect(headers["sluice-signature"]).toBe(`sha256=${createHmac("sha256", "shared").update(text).digest("hex")}`);
});

test("Slack gets blocks in plain text, so that no document can mention anybody", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [slack({ url: receiver.origin })] });
  sending.alerting.notify(fired({ severity: "error", message: "<!channel> & co", lastError: "x".repeat(5000) }));
  await sending.alerting.flush();
  const [message] = receiver.bodies as unknown as { text: string; blocks: { type: string; text?: { type: string; text: string } }[] }[];
  expect(message?.text).toBe("[sluice error] stall: &lt;!channel&gt; &amp; co");
  expect(message?.blocks.map(({ type }) => type)).toEqual(["header", "section", "context"]);
  expect(message?.blocks.every(({ text }) => text === undefined || (text.type === "plain_text" && text.text.length <= 3000))).toBe(true);
});

test("PagerDuty gets a trigger and a resolve with one dedup_key", async () => {
  await using receiver = await AlertReceiver.start(202);
  await using sending = send({ channels: [pagerDuty({ routingKey: "R0UTING", url: `${receiver.origin}/v2/enqueue`, source: "nightly" })] });
  sending.alerting.notify(fired({ severity: "critical" }));
  await sending.alerting.flush();
  sending.alerting.notify(recovered());
  await sending.alerting.flush();
  expect(receiver.bodies).toMatchObject([
    {
      routing_key: "R0UTING", event_action: "trigger", dedup_key: "sluice/r1/stall",
      payload: { summary: "stall: No document has ended for 60 s, expected one at least every 60 s", source: "nightly", severity: "critical", component: "jsonl", group: "r1", class: "stall", timestamp: "2025-11-22T01:40:00.000Z", custom_details: { run_id: "r1", value: 60, completed: 2, failed: 1 } },
    },
    { routing_key: "R0UTING", event_action: "resolve", dedup_key: "sluice/r1/stall" },
  ]);
});

test("a dedup_key that would be too long for PagerDuty is hashed", async () => {
  await using receiver = await AlertReceiver.start(202);
  await using sending = send({ channels: [pagerDuty({ routingKey: "k", url: receiver.origin })] });
  sending.alerting.notify(fired({ runId: "r".repeat(400) }));
  await sending.alerting.flush();
  expect(receiver.bodies[0]?.["dedup_key"]).toMatch(/^sluice\/[0-9a-f]{64}$/);
});

test("429 and 500 are tried again, the wait that is asked for is kept, and the id stays the same", async () => {
  const busy = (response: ServerResponse) => void response.writeHead(429, { "retry-after": "1" }).end();
  await using receiver = await AlertReceiver.start(busy, 500, 200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })] });
  const startedAt = performance.now();
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(999);
  expect(new Set(receiver.bodies.map(({ id }) => id)).size).toBe(1);
  expect(sending.alerting.figures.channels).toMatchObject([{ delivered: 1, retried: 2, failed: 0 }]);
});

test("a connection that is cut, or an answer that never comes, is tried again", async () => {
  const cut = (response: ServerResponse) => void response.socket?.destroy();
  await using receiver = await AlertReceiver.start(cut, () => undefined, 200);
  await using sending = send({ channels: [webhook({ url: receiver.origin, timeoutMs: 150 })] });
  sending.alerting.notify(fired());
  expect(await sending.alerting.flush()).toBe(true);
  expect(receiver.received).toHaveLength(3);
  expect(sending.errors).toEqual([]);
});

test("400 is final at once, and the error says what the receiver said", async () => {
  await using receiver = await AlertReceiver.start((response) => void response.writeHead(400).end("invalid_blocks"));
  await using sending = send({ channels: [slack({ url: receiver.origin })] });
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  expect(receiver.received).toHaveLength(1);
  expect(sending.errors).toMatchObject([{ code: "ALERT_UNDELIVERED", message: "Cannot deliver an alert to slack: expected status 2xx, received 400: invalid_blocks", context: { channel: "slack", attempts: 1, status: 400 } }]);
  expect(sending.alerting.figures.channels).toMatchObject([{ failed: 1, lastError: expect.stringContaining("invalid_blocks") as string }]);
});

test("an alert is not carried on to where a redirect points", async () => {
  await using other = await AlertReceiver.start(200);
  await using receiver = await AlertReceiver.start((response) => void response.writeHead(307, { location: other.origin }).end());
  await using sending = send({ channels: [webhook({ url: receiver.origin })] });
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  expect([other.received.length, sending.errors[0]?.message]).toEqual([0, expect.stringContaining("received 307")]);
});

test("P6 a receiver that never answers costs an alert its total time and no more", async () => {
  await using receiver = await AlertReceiver.start(() => undefined);
  await using sending = send({ channels: [webhook({ url: receiver.origin, timeoutMs: 100 })], delivery: { totalMs: 350, initialDelayMs: 5, maxDelayMs: 5 } });
  const startedAt = performance.now();
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect(sending.errors).toMatchObject([{ code: "ALERT_UNDELIVERED", message: expect.stringContaining("the time for it is over") as string }]);
});

test("a wait that is longer than the time left is not begun", async () => {
  await using receiver = await AlertReceiver.start((response) => void response.writeHead(503, { "retry-after": "3600" }).end());
  await using sending = send({ channels: [webhook({ url: receiver.origin })] });
  sending.alerting.notify(fired());
  expect(await sending.alerting.flush()).toBe(true);
  expect(sending.errors[0]?.message).toContain("received 503; the time for it is over");
});

test("P6 the end of a run waits for its last alerts for a limited time, and tells what was given up", async () => {
  await using receiver = await AlertReceiver.start(() => undefined);
  const sending = send({ channels: [webhook({ url: receiver.origin })], flushMs: 100 });
  for (const rule of ["a", "b"]) sending.alerting.notify(fired({ rule }));
  const startedAt = performance.now();
  await sending.alerting[Symbol.asyncDispose]();
  expect(performance.now() - startedAt).toBeLessThan(1500);
  expect(sending.errors.map(({ message }) => message)).toEqual(["Cannot deliver an alert to webhook: the time for the last alerts is over"]);
});

test("a port that fetch never connects to is named as the reason", async () => {
  await using sending = send({ channels: [webhook({ url: "http://127.0.0.1:1/" })], delivery: { maxAttempts: 1 } });
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  expect(sending.errors[0]?.message).toContain("received none (a port that fetch refuses to connect to)");
});

test("one channel that is down costs the others nothing", async () => {
  await using up = await AlertReceiver.start(200);
  await using down = await AlertReceiver.start(() => undefined);
  const sending = send({ channels: [webhook({ url: down.origin, name: "down", timeoutMs: 60_000 }), webhook({ url: up.origin, name: "up" })], flushMs: 50 });
  for (let n = 0; n < 3; n += 1) sending.alerting.notify(fired({ rule: `r${n}`, runId: `run${n}` }));
  await up.count(3);
  expect(sending.alerting.figures.channels).toMatchObject([{ channel: "down", delivered: 0, queued: 3 }, { channel: "up" }]);
  await sending.alerting[Symbol.asyncDispose]();
});

test("a queue that is full loses its oldest alert that fires, counts it and says so", async () => {
  await using receiver = await AlertReceiver.start(() => undefined);
  const sending = send({ channels: [webhook({ url: receiver.origin })], capacity: 2, flushMs: 20 });
  sending.alerting.notify(fired({ runId: "first" }));
  await receiver.count(1);
  for (const runId of ["a", "b", "c"]) sending.alerting.notify(fired({ runId }));
  await sending.alerting.flush({ withinMs: 20 });
  expect(sending.alerting.figures.channels).toMatchObject([{ dropped: 1, queued: 3 }]);
  expect(sending.errors).toMatchObject([{ message: "Cannot deliver an alert to webhook: at most 2 may wait, received one more" }]);
  await sending.alerting[Symbol.asyncDispose]();
});

test("what comes within an interval is one message per run", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })], groupWithinMs: 60 });
  sending.alerting.notify(fired());
  sending.alerting.notify(fired({ rule: "throughput", severity: "error" }));
  sending.alerting.notify(fired({ runId: "r2" }));
  expect(sending.alerting.figures.grouping).toBe(3);
  await receiver.count(2);
  expect(receiver.bodies).toMatchObject([{ runId: "r1", severity: "error", title: expect.stringContaining("(and 1 more)") as string, notices: [{ rule: "stall" }, { rule: "throughput" }] }, { runId: "r2" }]);
});

test("groupBy rule makes a message of each rule", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })], groupBy: "rule", groupWithinMs: 60 });
  for (const rule of ["a", "b", "a"]) sending.alerting.notify(fired({ rule }));
  await sending.alerting.flush();
  expect(receiver.bodies.map(({ notices }) => (notices as unknown[]).length)).toEqual([2, 1]);
});

test("a rule that fires and recovers within its group is a recovery that tells both", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })], groupWithinMs: 60 });
  sending.alerting.notify(fired());
  sending.alerting.notify(recovered());
  await sending.alerting.flush();
  expect(receiver.bodies).toMatchObject([{ status: "recovered", title: "Recovered: stall: Documents are ending again", notices: [{ type: "RuleFired" }, { type: "RuleRecovered", durationMs: 90_000 }] }]);
});

test("a rule that flaps is told once per cooldown, and counted", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })], cooldownMs: 60_000 });
  for (let n = 0; n < 5; n += 1) {
    sending.alerting.notify(fired());
    sending.alerting.notify(recovered());
  }
  await sending.alerting.flush();
  expect(receiver.bodies).toHaveLength(1);
  expect(sending.alerting.figures.suppressed).toBe(4);
});

test("a rule that fires again within its cooldown and stays so is told when the cooldown is over", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })], cooldownMs: 150 });
  sending.alerting.notify(fired());
  sending.alerting.notify(recovered());
  sending.alerting.notify(fired({ message: "again" }));
  await receiver.count(1);
  const startedAt = performance.now();
  await receiver.count(2);
  expect(performance.now() - startedAt).toBeGreaterThan(80);
  expect(receiver.bodies[1]).toMatchObject({ title: "stall: again" });
});

test("a rule that still fires at the end is told, whatever its cooldown", async () => {
  await using receiver = await AlertReceiver.start(200);
  const sending = send({ channels: [webhook({ url: receiver.origin })], cooldownMs: 60_000 });
  for (const notice of [fired(), recovered(), fired({ message: "again" })]) sending.alerting.notify(notice);
  await sending.alerting[Symbol.asyncDispose]();
  expect(receiver.bodies).toMatchObject([{ status: "firing", notices: [{ type: "RuleFired" }, { type: "RuleRecovered" }, { message: "again" }] }]);
});

test("a full queue keeps a recovery, because without it an incident would stay open", async () => {
  const held: ServerResponse[] = [];
  await using receiver = await AlertReceiver.start(200, (response) => void held.push(response), 200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })], capacity: 2 });
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  sending.alerting.notify(fired({ runId: "slow" }));
  await receiver.count(2);
  for (const notice of [recovered(), fired({ runId: "a" }), fired({ runId: "b" })]) {
    sending.alerting.notify(notice);
    await sending.alerting.flush({ withinMs: 10 });
  }
  held[0]?.end();
  await sending.alerting.flush();
  expect(receiver.bodies.map(({ status, runId }) => `${String(status)} ${String(runId)}`)).toEqual(["firing r1", "firing slow", "recovered r1", "firing b"]);
});

test("a recovery is not told to a channel that never heard of the firing", async () => {
  await using receiver = await AlertReceiver.start(400, 200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })] });
  sending.alerting.notify(fired());
  await sending.alerting.flush();
  sending.alerting.notify(recovered());
  await sending.alerting.flush();
  expect(receiver.received).toHaveLength(1);
});

test("a channel gets what is bad enough for it", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin, minSeverity: "error" })] });
  for (const severity of ["info", "warning", "error", "critical"] as const) sending.alerting.notify(fired({ severity, rule: severity }));
  await sending.alerting.flush();
  expect((receiver.bodies[0]?.["notices"] as { severity: string }[]).map(({ severity }) => severity)).toEqual(["error", "critical"]);
});

test("a rule that only warns is not sent", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ channels: [webhook({ url: receiver.origin })] });
  sending.alerting.notify(fired({ action: "warn" }));
  await sending.alerting.flush();
  expect(receiver.received).toEqual([]);
});

test("alerts() watches the events of a bus by its own rules", async () => {
  await using receiver = await AlertReceiver.start(200);
  await using sending = send({ rules: [{ rule: "success-rate", minSample: 5, action: "alert" }, { rule: "run-failed" }], channels: [webhook({ url: receiver.origin })] });
  const run = new ModelRun();
  for (const event of [run.start(), ...run.outcomes("-----"), run.break()]) sending.alerting.observe(event);
  await sending.alerting.flush();
  expect(receiver.bodies).toMatchObject([{ severity: "error", notices: [{ rule: "success-rate", value: 0 }, { rule: "run-failed", lastError: "gone [Error]" }] }]);
});

test("E8 no address, key or secret of the run shows in alerts, errors, figures or warnings", async () => {
  const secrets = ["T0K3N-OF-THE-HOOK", "R0UT1NG-KEY", "Bearer h3ader-token", "run-s3cret/42"];
  const echo = (response: ServerResponse) => void response.writeHead(400).end(`no such hook: ${secrets.join(" ")} ${encodeURIComponent(secrets[3] ?? "")}`);
  await using receiver = await AlertReceiver.start(echo);
  const url = `${receiver.origin}/services/${secrets[0]}`;
  const closed = await AlertReceiver.start();
  const nowhere = `${closed.origin}/${secrets[0]}`;
  await closed[Symbol.asyncDispose]();
  const warnings = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  const errors: unknown[] = [];
  const alerting = alerts({
    channels: [webhook({ url, headers: { authorization: secrets[2] ?? "" } }), slack({ url }), pagerDuty({ routingKey: secrets[1] ?? "", url }), webhook({ url: nowhere, name: "closed" })],
    secrets: ["run-s3cret/42"], groupWithinMs: 0, delivery: { maxAttempts: 1 }, onError: (error) => { errors.push(error, error.cause, error.stack); throw new Error("broken"); },
  });
  alerting.notify(fired({ lastError: `GET /?key=${encodeURIComponent("run-s3cret/42")} failed with run-s3cret/42` }));
  await alerting.flush();
  const shown = JSON.stringify([errors.map(String), errors, alerting.figures, warnings.mock.calls.map(String)]);
  warnings.mockRestore();
  await alerting[Symbol.asyncDispose]();
  for (const secret of [...secrets, encodeURIComponent("run-s3cret/42"), new URL(url).host]) expect(shown.includes(secret), secret).toBe(false);
  expect(shown).toContain("ECONNREFUSED");
  expect(receiver.received).toHaveLength(3);
  expect(receiver.received.map(({ text }) => text).join("\n")).not.toContain("run-s3cret");
});

test("nobody who listens to errors is a process warning without an address", async () => {
  await using receiver = await AlertReceiver.start(404);
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  await using alerting = alerts({ channels: [webhook({ url: `${receiver.origin}/s3cr3t-hook` })], groupWithinMs: 0 });
  alerting.notify(fired());
  expect(await warned).toMatchObject({ code: "SLUICE_ALERT_UNDELIVERED", message: "Cannot deliver an alert to webhook: expected status 2xx, received 404: ok" });
});

test.each<[string, () => unknown]>([
  ["a URL that is none", () => webhook({ url: "hooks.example/s3cr3t" })],
  ["another scheme", () => slack({ url: "ftp://example.org/s3cr3t" })],
  ["a URL with a password", () => webhook({ url: "https://u:s3cr3t@example.org/" })],
  ["an empty key", () => pagerDuty({ routingKey: "" })],
  ["a timeout of nothing", () => webhook({ url: "https://example.org/", timeoutMs: 0 })],
  ["two channels of one name", () => alerts({ channels: [webhook({ url: "https://a.example/" }), webhook({ url: "https://b.example/" })] })],
  ["a negative cooldown", () => alerts({ channels: [], cooldownMs: -1 })],
  ["a capacity of nothing", () => alerts({ channels: [], capacity: 0 })],
])("%s is the caller's mistake, and not repeated", (_what, make) => {
  const error = (() => {
    try {
      return make();
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
  expect(String(error)).not.toContain("s3cr3t");
});
