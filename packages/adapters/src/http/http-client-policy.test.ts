import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { RetryNotice } from "@sluice/core-events";
import { type CircuitChange, type HostWait, sleep } from "@sluice/resilience";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import { checkHttpOptions, type HttpClientOptions } from "./http-client-options.js";
import { loopback, sendJson } from "./testing/loopback-server.js";

const allowHosts = ["127.0.0.1"];
const ill = { retry: { maxAttempts: 2, initialDelayMs: 1 }, circuitBreaker: { failures: 4, resetMs: 150 } };

test("without a policy it suits other people's APIs: 4 attempts, 60 s, and a circuit breaker", () => {
  expect(checkHttpOptions({}).policy).toEqual({
    retry: { maxAttempts: 4, initialDelayMs: 250, maxDelayMs: 30_000, factor: 2, backoff: "exponential", jitter: "equal" },
    timeoutMs: 60_000,
    circuitBreaker: { failures: 20, resetMs: 30_000 },
  });
});

test("a policy is taken by name, and what stands beside it comes first", () => {
  const { policy, timeoutMs } = checkHttpOptions({ policy: "polite-api", retry: { maxAttempts: 3 }, timeoutMs: 5_000 });
  expect(policy).toMatchObject({ retry: { maxAttempts: 3, backoff: "linear", initialDelayMs: 1_000 }, timeoutMs: 5_000, rateLimit: { perSecond: 5 } });
  expect(timeoutMs).toBe(5_000);
  expect(checkHttpOptions({ policy: { concurrency: 2 } }).policy).toMatchObject({ concurrency: 2, timeoutMs: 30_000 });
});

test("a policy that is none is refused at once", () => {
  expect(() => new HttpClient({ policy: "polite" })).toThrow(RangeError);
  expect(() => new HttpClient({ policy: { rateLimit: { perSecond: 0 } } })).toThrow(TypeError);
});

test("polite-api sends one request every 200 ms, however many are asked for", async () => {
  await using server = await loopback((_request, response) => sendJson(response, {}));
  await using client = new HttpClient({ allowHosts, policy: "polite-api" });
  const begun = performance.now();
  await Promise.all(Array.from({ length: 4 }, () => client.getJson(server.url)));
  expect(server.times.filter((time, n) => time - begun < n * 200 - 1)).toEqual([]); // none comes before it may be sent
});

test("a policy's concurrency bounds the requests to one host", async () => {
  let running = 0;
  let most = 0;
  await using server = await loopback((_request, response) => {
    most = Math.max(most, (running += 1));
    setTimeout(() => {
      running -= 1;
      sendJson(response, {});
    }, 5);
  });
  await using client = new HttpClient({ allowHosts, policy: { concurrency: 2 } });
  await Promise.all(Array.from({ length: 10 }, () => client.getJson(server.url)));
  expect(most).toBe(2);
});

test("D12: a host that keeps failing is left alone, then asked once though 50 requests wait, then used again", async () => {
  let healthy = false;
  await using server = await loopback((_request, response) => {
    if (healthy) sendJson(response, "fine");
    else response.writeHead(500).end();
  });
  await using client = new HttpClient({ allowHosts, policy: ill, maxSockets: 50 });
  const changes: CircuitChange[] = [];
  const onCircuitChange = (change: CircuitChange): void => void changes.push(change);
  for (let n = 0; n < 2; n += 1) await client.getJson(server.url, { onCircuitChange }).catch(() => undefined);
  expect(changes).toEqual([{ circuit: server.host, oldState: "closed", newState: "open", reason: "4 failures in a row: HTTP_STATUS" }]);
  healthy = true;
  const before = server.requests.length;
  const atOnce: number[] = [];
  const waiting = Array.from({ length: 50 }, async () => {
    const { value } = await client.getJson(server.url, {
      onCircuitChange: (change) => {
        onCircuitChange(change);
        if (change.newState === "closed") atOnce.push(server.requests.length - before);
      },
    });
    return value;
  });
  await sleep(50);
  expect(server.requests).toHaveLength(before);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["fine"]));
  expect(atOnce).toEqual([1]);
  expect(changes.slice(1).map(({ newState }) => newState)).toEqual(["half-open", "closed"]);
});

test("D12: requests that wait for a host that stays down give up with CIRCUIT_OPEN after as many probes as attempts", async () => {
  await using server = await loopback((_request, response) => response.writeHead(500).end());
  await using client = new HttpClient({ allowHosts, policy: { ...ill, circuitBreaker: { failures: 2, resetMs: 30 } } });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => client.getJson(server.url)));
  const codes = results.map((result) => (result.status === "rejected" ? (result.reason as { code: string }).code : "fine"));
  expect(new Set(codes)).toEqual(new Set(["HTTP_STATUS", "CIRCUIT_OPEN"]));
  expect(server.requests.length).toBeLessThan(20);
});

test("D12: refusals, missing pages and requests for patience do not open the circuit", async () => {
  await using server = await loopback((_request, response, n) => response.writeHead([404, 401, 429][n % 3] ?? 404).end());
  await using client = new HttpClient({ allowHosts, policy: { ...ill, retry: { maxAttempts: 1 } } });
  for (let n = 0; n < 12; n += 1) await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_STATUS" });
});

test("D12: one host's circuit is no matter of another host", async () => {
  await using down = await loopback((_request, response) => response.writeHead(500).end());
  await using up = await loopback((_request, response) => sendJson(response, "fine"));
  await using client = new HttpClient({ allowHosts, policy: ill });
  for (let n = 0; n < 2; n += 1) await client.getJson(down.url).catch(() => undefined);
  expect((await client.getJson(up.url)).value).toBe("fine");
});

test("D6: in the long run a host gets at most a fifth more requests than it was first sent", async () => {
  await using server = await loopback((_request, response, n) => {
    if (n % 2 === 0) sendJson(response, {});
    else response.writeHead(500).end();
  });
  await using client = new HttpClient({ allowHosts, policy: { retry: { maxAttempts: 3, initialDelayMs: 0 } } });
  const controller = new AbortController();
  const { signal } = controller;
  let first = 0;
  const worker = async (): Promise<void> => {
    while (!signal.aborted) {
      first += 1;
      await client.getJson(server.url, { signal }).catch(() => undefined);
    }
  };
  const workers = Array.from({ length: 8 }, worker);
  try {
    await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBeGreaterThan(1_000); // half of them are retries: the bad phase is over
    await sleep(1_000);
    const start = { first, all: server.requests.length, at: performance.now() };
    await sleep(3_000);
    const retries = server.requests.length - start.all - (first - start.first);
    const seconds = (performance.now() - start.at) / 1_000;
    expect(retries).toBeLessThanOrEqual(0.2 * (first - start.first) + seconds + 8 + 2); // one a second is free, and each worker may have one under way
  } finally {
    controller.abort();
    await Promise.all(workers);
  }
}, 40_000);

test("P6: a request with all of its attempts and waits has one limit", async () => {
  await using server = await loopback((_request, response) => response.writeHead(503, { "retry-after": "1" }).end());
  await using client = new HttpClient({ allowHosts, totalTimeoutMs: 300 });
  const start = performance.now();
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_DEADLINE", message: expect.stringContaining("of all attempts within 300 ms") as string });
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("D8: nothing but GET is ever sent", async () => {
  const methods = new Set<string | undefined>();
  await using server = await loopback((request, response, n) => {
    methods.add(request.method);
    if (n === 1) response.writeHead(303, { location: "/there" }).end();
    else if (n === 2) response.writeHead(500).end();
    else sendJson(response, {});
  });
  await using client = new HttpClient({ allowHosts, retry: { initialDelayMs: 1 } });
  await client.getJson(server.url);
  await client.getBytes(server.url);
  expect([...methods]).toEqual(["GET"]);
});

test("retries, waits and circuits are told on diagnostics channels, without secrets", async () => {
  const told: { name: string; message: unknown }[] = [];
  const listen = (message: unknown, name: string | symbol): void => void told.push({ name: String(name), message });
  const names = ["sluice:http:retry", "sluice:http:rate-limit-wait", "sluice:http:circuit"];
  for (const name of names) subscribe(name, listen);
  try {
    await using server = await loopback((_request, response) => response.writeHead(503, { "retry-after": "1" }).end("s3cr3t"));
    const options: HttpClientOptions = { allowHosts, headers: { authorization: "Bearer s3cr3t" }, policy: { retry: { maxAttempts: 2 }, rateLimit: { perSecond: 20 }, circuitBreaker: { failures: 2, resetMs: 50 } } };
    await using client = new HttpClient(options);
    const waits: HostWait[] = [];
    const retries: RetryNotice[] = [];
    const changes: CircuitChange[] = [];
    const reports = { onWait: (wait: HostWait) => waits.push(wait), onRetry: (notice: RetryNotice) => retries.push(notice), onCircuitChange: (change: CircuitChange) => changes.push(change) };
    const ask = (): Promise<unknown> => client.getJson(`${server.url}/?api_key=s3cr3t`, reports);
    await Promise.allSettled([ask(), ask()]);
    expect(waits).toContainEqual(expect.objectContaining({ host: server.host, cause: "rate-limit" }));
    expect(retries).toHaveLength(2);
    expect(told.filter(({ name }) => name === names[0]).map(({ message }) => message)).toEqual(retries);
    expect(told.filter(({ name }) => name === names[1]).map(({ message }) => message)).toEqual(waits);
    expect(told.filter(({ name }) => name === names[2]).map(({ message }) => message)).toEqual(changes);
    expect(changes[0]).toMatchObject({ circuit: server.host, newState: "open" });
    expect(JSON.stringify(told)).not.toContain("s3cr3t");
  } finally {
    for (const name of names) unsubscribe(name, listen);
  }
});
