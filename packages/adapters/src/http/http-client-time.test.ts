import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import { loopback, rawLoopback, sendJson } from "./testing/loopback-server.js";

const once = { maxAttempts: 1 };

test("D9: a body that trickles forever ends at the total deadline", async () => {
  await using server = await loopback((_request, response) => {
    const timer = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(timer));
  });
  await using client = new HttpClient({ allowHosts: [server.host], retry: once, timeoutMs: 150 });
  const start = performance.now();
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_DEADLINE", retryable: true });
  expect(performance.now() - start).toBeLessThan(1_500);
});

test("D10: a body that stalls after its headers ends at the total deadline, and is tried again", async () => {
  await using server = await loopback((_request, response, n) => {
    if (n === 1) response.writeHead(200, { "content-length": 100 }).write("[");
    else sendJson(response, "good");
  });
  await using client = new HttpClient({ allowHosts: [server.host], retry: { initialDelayMs: 1 }, timeoutMs: 200 });
  expect((await client.getJson(server.url)).value).toBe("good");
});

test("D9: a server that accepts and says nothing ends at the total deadline", async () => {
  await using server = await rawLoopback(() => undefined);
  await using client = new HttpClient({ allowHosts: [server.host], retry: once, timeoutMs: 100 });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_DEADLINE" });
});

test("D9: a resolver that never answers ends at the total deadline", async () => {
  await using client = new HttpClient({ allowHosts: ["api.test"], retry: once, timeoutMs: 100, lookup: () => undefined });
  const start = performance.now();
  await expect(client.getJson("http://api.test/")).rejects.toMatchObject({ code: "HTTP_DEADLINE" });
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("D9: redirects share one deadline", async () => {
  await using server = await loopback((_request, response, n) => void setTimeout(() => response.writeHead(302, { location: `/${n}` }).end(), 80));
  await using client = new HttpClient({ allowHosts: [server.host], retry: once, timeoutMs: 200 });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_DEADLINE" });
});

test("an abort in the middle of a body gives the signal's reason and closes the connection", async () => {
  await using server = await loopback((_request, response) => response.writeHead(200).write("["));
  await using client = new HttpClient({ allowHosts: [server.host] });
  const controller = new AbortController();
  const reason = new Error("stop");
  setTimeout(() => controller.abort(reason), 50);
  await expect(client.getJson(server.url, { signal: controller.signal })).rejects.toBe(reason);
  await expect.poll(() => server.sockets.open).toBe(0);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("an aborted signal sends nothing", async () => {
  await using server = await loopback((_request, response) => sendJson(response, []));
  await using client = new HttpClient({ allowHosts: [server.host] });
  await expect(client.getJson(server.url, { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
  expect(server.requests).toEqual([]);
});

test("D11: bodies of failed requests hold no sockets", async () => {
  await using server = await loopback((_request, response, n) => {
    response.writeHead(n % 2 === 0 ? 404 : 500);
    if (n % 3 === 0) response.end("x".repeat(100_000));
    else response.end("x");
  });
  await using client = new HttpClient({ allowHosts: [server.host], retry: once, maxSockets: 4 });
  for (let n = 0; n < 50; n += 1) {
    await Promise.allSettled(Array.from({ length: 20 }, () => client.getJson(server.url)));
  }
  expect(server.requests).toHaveLength(1_000);
  expect(server.sockets.most).toBeLessThanOrEqual(4 + 1); // one may still be closing on the server's side
});

test("close() aborts what is under way and leaves no socket", async () => {
  await using server = await loopback((_request, response) => response.writeHead(200).write("["));
  const client = new HttpClient({ allowHosts: [server.host] });
  const pending = expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_TRANSPORT" });
  await expect.poll(() => server.requests.length).toBe(1);
  await client.close();
  await pending;
  await expect.poll(() => server.sockets.open).toBe(0);
  await expect(client.getJson(server.url)).rejects.toThrow("the HTTP client is closed");
});

test("1,000 requests leave no listener on their signal", async () => {
  await using server = await loopback((_request, response) => sendJson(response, []));
  await using client = new HttpClient({ allowHosts: [server.host] });
  const { signal } = new AbortController();
  for (let n = 0; n < 1_000; n += 1) await client.getJson(server.url, { signal });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  expect(server.sockets.total).toBeLessThanOrEqual(2);
});

test.each([{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { maxBodyBytes: 1e12 }, { maxSockets: 1.5 }, { maxRetryAfterMs: -1 }])("%o is out of range", (options) => {
  expect(() => new HttpClient(options)).toThrow(RangeError);
});

test.each([{ headers: { "bad name": "x" } }, { headers: { ok: "line\nfeed" } }, { retry: { maxAttempts: 0 } }, { allowHosts: ["http://x"] }, { ca: "nonsense" }])(
  "%o is refused",
  (options) => expect(() => new HttpClient(options)).toThrow(TypeError),
);
