import type { RetryNotice } from "@sluice/core-events";
import { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import type { HttpClientOptions } from "./http-client-options.js";
import { type Loopback, loopback, rawLoopback, sendJson } from "./testing/loopback-server.js";

const retry = { initialDelayMs: 5, maxDelayMs: 20 };

function clientOf({ host }: Loopback, options: HttpClientOptions = {}): HttpClient {
  return new HttpClient({ allowHosts: [host], retry, ...options });
}

/** Fetches JSON and collects the retries. */
async function fetchFrom(server: Loopback, options: HttpClientOptions = {}): Promise<{ value: unknown; error: unknown; retries: RetryNotice[] }> {
  const retries: RetryNotice[] = [];
  await using client = clientOf(server, options);
  const onRetry = (notice: RetryNotice): number => retries.push(notice);
  return await client.getJson(`${server.url}/a?page=1&api_key=s3cr3t-key`, { onRetry }).then(
    ({ value }) => ({ value, error: null, retries }),
    (error: unknown) => ({ value: null, error, retries }),
  );
}

/** Fails `times` times with a status, then answers. */
function failing(times: number, status: number, headers: Readonly<Record<string, string>> = {}): Promise<Loopback> {
  return loopback((_request, response, n) => {
    if (n > times) sendJson(response, { n });
    else response.writeHead(status, headers).end("no");
  });
}

test.each([408, 425, 429, 500, 502, 503, 504, 599])("D1: status %d is retried, with one notice before each wait", async (status) => {
  await using server = await failing(2, status);
  const { value, retries } = await fetchFrom(server);
  expect(value).toEqual({ n: 3 });
  expect(retries.map(({ attempt, statusCode, cause }) => ({ attempt, statusCode, cause }))).toEqual([
    { attempt: 1, statusCode: status, cause: `HTTP ${status}` },
    { attempt: 2, statusCode: status, cause: `HTTP ${status}` },
  ]);
  expect(retries.every(({ delayMs, attempt }) => delayMs >= (attempt * 5) / 2 && delayMs <= attempt * 5)).toBe(true);
});

test("E8: the URL of a retry notice is redacted", async () => {
  await using server = await failing(1, 500);
  const { retries } = await fetchFrom(server);
  expect(retries[0]?.url).toBe(`${server.url}/a?page=1&api_key=[redacted]`);
});

test("D1: a connection that is reset before an answer is retried", async () => {
  await using server = await loopback((request, response, n) => {
    if (n === 1) request.socket.resetAndDestroy();
    else sendJson(response, { n });
  });
  const { value, retries } = await fetchFrom(server);
  expect(value).toEqual({ n: 2 });
  expect(retries).toEqual([expect.objectContaining({ attempt: 1, cause: expect.stringMatching(/ECONNRESET|closed/) as string })]);
  expect(retries[0]?.statusCode).toBeUndefined();
});

test("D1: a refused connection is retried and reported with its cause", async () => {
  const server = await loopback(() => undefined);
  await server[Symbol.asyncDispose]();
  const { error, retries } = await fetchFrom(server);
  expect(error).toMatchObject({ code: "HTTP_TRANSPORT", retryable: true, cause: { code: "ECONNREFUSED" } });
  expect(retries).toHaveLength(3);
});

test("D1: a name that cannot be resolved for now is retried", async () => {
  await using server = await loopback((_request, response) => sendJson(response, "up"));
  let asked = 0;
  const lookup: HttpClientOptions["lookup"] = (hostname, _options, callback) => {
    asked += 1;
    if (asked === 1) callback(Object.assign(new Error(`getaddrinfo EAI_AGAIN ${hostname}`), { code: "EAI_AGAIN" }), []);
    else callback(null, [{ address: "127.0.0.1", family: 4 }]);
  };
  await using client = new HttpClient({ allowHosts: ["api.test"], retry, lookup });
  expect((await client.getJson(`http://api.test:${new URL(server.url).port}/`)).value).toBe("up");
});

test.each(["1", "date", "rfc850", "asctime"])("D2: Retry-After in the form %s is honoured", async (form) => {
  await using server = await loopback((_request, response, n) => {
    if (n > 1) sendJson(response, { n });
    else response.writeHead(n % 2 === 0 ? 503 : 429, { "retry-after": form === "1" ? "1" : dateIn(2_000, form) }).end();
  });
  const { value, retries } = await fetchFrom(server);
  expect(value).toEqual({ n: 2 });
  expect(retries[0]?.cause).toMatch(/^HTTP 429, Retry-After [12] s$/);
  const waited = (server.times[1] ?? 0) - (server.times[0] ?? 0);
  expect(waited).toBeGreaterThanOrEqual(form === "1" ? 999 : 990);
  expect(waited).toBeLessThan(3_000);
});

test.each([3_600_000, -3_600_000])("D2: a date in Retry-After is counted from the server's own clock, which is %d ms ahead", async (ahead) => {
  await using server = await loopback((_request, response, n) => {
    const now = Math.floor(Date.now() / 1_000) * 1_000 + ahead;
    if (n > 1) sendJson(response, { n });
    else response.writeHead(503, { date: new Date(now).toUTCString(), "retry-after": new Date(now + 1_000).toUTCString() }).end();
  });
  const { value, retries } = await fetchFrom(server);
  expect(value).toEqual({ n: 2 });
  expect(retries[0]).toMatchObject({ delayMs: 1_000 });
  expect((server.times[1] ?? 0) - (server.times[0] ?? 0)).toBeGreaterThanOrEqual(999);
});

test.each(["soon", "-5", "1.5", "100000000000000000000", "0", "Sun, 06 Nov 1994 08:49:37 GMT", ""])(
  "D3: Retry-After '%s' gives the backoff, neither a loop nor a long wait",
  async (value) => {
    await using server = await failing(2, 503, { "retry-after": value });
    const { retries } = await fetchFrom(server);
    expect(retries.map(({ delayMs }) => delayMs >= 2.5 && delayMs <= 20)).toEqual([true, true]);
  },
);

test("D4: a Retry-After beyond the cap stops at once and says until when", async () => {
  await using server = await failing(99, 429, { "retry-after": "86400" });
  const before = Date.now();
  const { error, retries } = await fetchFrom(server);
  expect(error).toMatchObject({ code: "TRY_AGAIN_LATER", retryable: true, message: expect.stringMatching(/try again after \d{4}-/) as string });
  const retryAt = SluiceError.is(error) ? Number(error.context["retryAt"]) : 0;
  expect(retryAt - before).toBeGreaterThanOrEqual(86_399_000);
  expect(retryAt - before).toBeLessThan(86_460_000);
  expect(retries).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

test("D4: other requests to a host that asked for a long pause are not sent at all", async () => {
  await using server = await failing(99, 429, { "retry-after": "86400" });
  await using client = clientOf(server);
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "TRY_AGAIN_LATER" });
  await expect(client.getJson(`${server.url}/other`)).rejects.toMatchObject({ code: "TRY_AGAIN_LATER" });
  expect(server.requests).toHaveLength(1);
});

test("D5: a 429 for one request slows down all requests to its host", async () => {
  await using server = await failing(1, 429, { "retry-after": "1" });
  await using client = clientOf(server);
  const first = client.getJson(`${server.url}/1`);
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([first, client.getJson(`${server.url}/2`), client.getJson(`${server.url}/3`)]);
  expect(server.times.slice(1).every((time) => time - (server.times[0] ?? 0) >= 999)).toBe(true);
});

test.each([429, 503])("D5: a %d that asks for nothing slows all requests to its host down by the backoff", async (status) => {
  await using server = await failing(1, status);
  await using client = clientOf(server, { retry: { initialDelayMs: 400 } });
  const first = client.getJson(`${server.url}/1`);
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await Promise.all([first, client.getJson(`${server.url}/2`)]);
  expect(server.times.slice(1).every((time) => time - (server.times[0] ?? 0) >= 199)).toBe(true);
});

test("D5: an abort ends the wait for a paused host", async () => {
  await using server = await failing(99, 503, { "retry-after": "30" });
  await using client = clientOf(server);
  const controller = new AbortController();
  const reason = new Error("stop");
  const waiting = client.getJson(server.url, { signal: controller.signal, onRetry: () => setTimeout(() => controller.abort(reason), 10) });
  await expect(waiting).rejects.toBe(reason);
  expect(server.requests).toHaveLength(1);
});

test("D6: a permanent 500 gets no more than the configured attempts", async () => {
  await using server = await failing(99, 500);
  const { error, retries } = await fetchFrom(server, { retry: { ...retry, maxAttempts: 3 } });
  expect(error).toMatchObject({ code: "HTTP_STATUS", retryable: true, context: { statusCode: 500 } });
  expect(server.requests).toHaveLength(3);
  expect(retries).toHaveLength(2);
});

test.each([400, 401, 402, 403, 404, 405, 409, 410, 422, 451])("D7: status %d is not retried", async (status) => {
  await using server = await failing(99, status, { "retry-after": "1" });
  const { error, retries } = await fetchFrom(server);
  expect(error).toMatchObject({ code: "HTTP_STATUS", retryable: false, context: { statusCode: status } });
  expect(retries).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

test.each([401, 403])("D7: status %d hints at the credentials", async (status) => {
  await using server = await failing(99, status);
  const { error } = await fetchFrom(server);
  expect(error).toMatchObject({ message: expect.stringContaining("check the credentials") as string });
});

test("D14: a Retry-After is waited for on the monotonic clock", async () => {
  await using server = await failing(1, 503, { "retry-after": "1" });
  const realNow = Date.now;
  try {
    await using client = clientOf(server);
    await client.getJson(server.url, { onRetry: () => (Date.now = () => realNow() + 86_400_000) });
  } finally {
    Date.now = realNow;
  }
  const waited = (server.times[1] ?? 0) - (server.times[0] ?? 0);
  expect(waited).toBeGreaterThanOrEqual(999);
  expect(waited).toBeLessThan(3_000);
});

const OK = "HTTP/1.1 200 OK\r\n";

test.each([
  ["a header bomb", `${OK}X-Bomb: ${"x".repeat(100_000)}\r\n\r\n`],
  ["ten thousand headers", `${OK}${Array.from({ length: 10_000 }, (_, n) => `X-${n}: 1\r\n`).join("")}\r\n`],
  ["a NUL in a header", `${OK}X-Nul: a\0b\r\nContent-Length: 2\r\n\r\n[]`],
  ["two lengths", `${OK}Content-Length: 2\r\nContent-Length: 5\r\n\r\n[1,2]`],
  ["a length and chunks", `${OK}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n`],
  ["a negative length", `${OK}Content-Length: -2\r\n\r\n[]`],
  ["a length that is no number", `${OK}Content-Length: 2x\r\n\r\n[]`],
  ["a chunk size that is none", `${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n`],
  ["no status line", "HELLO\r\n\r\n"],
  ["a status that is no number", "HTTP/1.1 abc OK\r\n\r\n"],
  ["another protocol", "SSH-2.0-OpenSSH_9.6\r\n"],
  ["nothing", ""],
])("D24: %s is a transport error", async (_what, answer) => {
  await using server = await rawLoopback((socket) => socket.end(answer));
  const { value, error } = await fetchFrom(server, { retry: { ...retry, maxAttempts: 2 } });
  expect({ value, error }).toMatchObject({ value: null, error: { code: "HTTP_TRANSPORT", retryable: true } });
  expect(server.requests.length).toBe(2);
});

function dateIn(ms: number, form: string): string {
  const date = new Date(Date.now() + ms);
  const imf = date.toUTCString();
  if (form === "date") return imf;
  const [, day = "", month = "", year = "", time = ""] = imf.split(/[ ,]+/);
  if (form === "rfc850") return `Monday, ${day}-${month}-${year.slice(2)} ${time} GMT`;
  return `Mon ${month} ${day.replace(/^0/, " ")} ${time} ${year}`;
}
