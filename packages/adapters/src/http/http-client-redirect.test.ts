import type { CircuitChange } from "@sluice/resilience";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import { followRedirect } from "./redirect.js";
import { loopback, sendJson } from "./testing/loopback-server.js";

const headers = { authorization: "Bearer s3cr3t", cookie: "session=s3cr3t", "x-api-key": "s3cr3t", "x-trace": "7" };
const retry = { maxAttempts: 1 };

test("D36: credentials follow a redirect on the same origin", async () => {
  await using server = await loopback((request, response) => {
    if (request.url === "/") response.writeHead(302, { location: "/there" }).end();
    else sendJson(response, "there");
  });
  await using client = new HttpClient({ allowHosts: [server.host], headers, retry });
  const { value, url } = await client.getJson(server.url);
  expect({ value, path: url.pathname }).toEqual({ value: "there", path: "/there" });
  expect(server.headers[1]).toMatchObject(headers);
});

test("D36: credentials are dropped when the port changes, and do not come back", async () => {
  await using other = await loopback((_request, response) => response.writeHead(307, { location: `${origin()}/back` }).end());
  await using server = await loopback((request, response) => {
    if (request.url === "/") response.writeHead(302, { location: other.url }).end();
    else sendJson(response, "back");
  });
  const origin = (): string => server.url;
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"], headers, retry });
  expect((await client.getJson(server.url)).value).toBe("back");
  for (const seen of [other.headers[0], server.headers[1]]) {
    expect(seen).toMatchObject({ "x-trace": "7" });
    expect(JSON.stringify(seen)).not.toContain("s3cr3t");
  }
});

test("D36: user information in a URL becomes credentials, and stays with its origin", async () => {
  await using other = await loopback((_request, response) => sendJson(response, []));
  await using server = await loopback((_request, response) => response.writeHead(302, { location: other.url.replace("//", "//u:p@") }).end());
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"], retry });
  const { url } = await client.getJson(server.url.replace("//", "//user:p%40ss@"));
  expect(url.href).toBe(`${other.url}/`); // what it says of a user is nobody's
  expect(server.headers[0]?.authorization).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
  expect(other.headers[0]?.authorization).toBeUndefined();
});

test.each([301, 302, 303, 307, 308])("D36: five redirects of status %d are followed, the sixth is not", async (status) => {
  await using server = await loopback((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) sendJson(response, "end");
    else response.writeHead(status, { location: `/${left - 1}` }).end();
  });
  await using client = new HttpClient({ allowHosts: [server.host] });
  expect((await client.getJson(`${server.url}/5`)).value).toBe("end");
  await expect(client.getJson(`${server.url}/6`)).rejects.toMatchObject({ code: "HTTP_STATUS", retryable: false });
});

test("D36: a redirect to itself ends after five hops", async () => {
  await using server = await loopback((_request, response) => response.writeHead(302, { location: "/" }).end());
  await using client = new HttpClient({ allowHosts: [server.host] });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_STATUS" });
  expect(server.requests).toHaveLength(6);
});

test.each([{}, { location: "http://[" }])("D36: a redirect with headers %o leads nowhere", async (sent) => {
  await using server = await loopback((_request, response) => response.writeHead(302, sent).end());
  await using client = new HttpClient({ allowHosts: [server.host] });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HTTP_STATUS", retryable: false });
});

test.each([
  "http://169.254.169.254/latest/", "http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
  "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://100.64.0.1/", "http://[fe80::1]/", "http://224.0.0.1/", "http://2130706434/",
  "file:///etc/passwd", "ftp://example.org/", "data:application/json,[]", "gopher://127.0.0.1/",
])("D32: a redirect to %s is refused before it connects", async (location) => {
  await using server = await loopback((_request, response) => response.writeHead(302, { location }).end());
  await using client = new HttpClient({ allowHosts: [server.host] });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HOST_FORBIDDEN" });
  expect(server.requests).toHaveLength(1);
});

test("D32: a redirect to another port of an allowed host is refused, with no hit there", async () => {
  await using canary = await loopback((_request, response) => sendJson(response, "secret"));
  await using server = await loopback((_request, response) => response.writeHead(302, { location: canary.url }).end());
  await using client = new HttpClient({ allowHosts: [server.host] });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HOST_FORBIDDEN" });
  expect(canary.sockets.total).toBe(0);
});

test("D35: a redirect from https to http is refused", () => {
  const hop = { url: new URL("https://example.org/a"), headers: {}, redirects: 0 };
  expect(() => followRedirect(hop, 302, "http://example.org/a")).toThrow(expect.objectContaining({ code: "HOST_FORBIDDEN" }));
  expect(followRedirect(hop, 302, "//other.example/b").url.href).toBe("https://other.example/b");
});

test("D5: the pace and the concurrency of a host hold for those who are redirected there, too", async () => {
  let running = 0;
  let most = 0;
  await using target = await loopback((_request, response) => {
    most = Math.max(most, (running += 1));
    setTimeout(() => {
      running -= 1;
      sendJson(response, "there");
    }, 150);
  });
  const front = (): ReturnType<typeof loopback> => loopback((_request, response) => response.writeHead(302, { location: target.url }).end());
  await using first = await front();
  await using second = await front();
  await using third = await front();
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"], policy: { rateLimit: { perSecond: 10 }, concurrency: 1 } });
  const begun = performance.now();
  await Promise.all([first, second, third].map(({ url }) => client.getJson(url)));
  expect(most).toBe(1);
  expect(target.times.filter((time, n) => time - begun < n * 100 - 1)).toEqual([]); // none comes before it may be sent
});

test("D2: a redirect to a host that has asked for a pause is asked for again when the pause is over", async () => {
  await using target = await loopback((_request, response, n) => {
    if (n === 1) response.writeHead(503, { "retry-after": "1" }).end();
    else sendJson(response, "there");
  });
  await using first = await loopback((_request, response) => response.writeHead(302, { location: target.url }).end());
  await using second = await loopback((_request, response) => response.writeHead(302, { location: target.url }).end());
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"] });
  const paused = client.getJson(first.url);
  await expect.poll(() => target.requests.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { value } = await client.getJson(second.url);
  expect([value, (await paused).value]).toEqual(["there", "there"]);
  expect(target.times.slice(1).every((time) => time - (target.times[0] ?? 0) >= 999)).toBe(true);
  expect(second.requests).toHaveLength(2); // where it led a second ago may no longer hold
});

test("D5: a 429 behind a redirect slows down the host that sent it, and not the one before it", async () => {
  await using target = await loopback((_request, response, n) => {
    if (n === 1) response.writeHead(429).end();
    else sendJson(response, "there");
  });
  await using server = await loopback((request, response) => {
    if (request.url === "/well") sendJson(response, "well");
    else response.writeHead(302, { location: target.url }).end();
  });
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"], retry: { initialDelayMs: 2_000 } });
  const slow = client.getJson(server.url);
  await expect.poll(() => target.requests.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await client.getJson(`${server.url}/well`)).value).toBe("well");
  expect(performance.now() - (target.times[0] ?? 0)).toBeLessThan(950); // the backoff is a second or more
  expect(target.requests).toHaveLength(1);
  expect((await slow).value).toBe("there");
});

test("D12: a host that fails behind a redirect opens its own circuit, not that of the host before it", async () => {
  await using target = await loopback((_request, response) => response.writeHead(500).end());
  await using server = await loopback((request, response) => {
    if (request.url === "/well") sendJson(response, "well");
    else response.writeHead(302, { location: target.url }).end();
  });
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"], policy: { retry, circuitBreaker: { failures: 2, resetMs: 60_000 } } });
  const opened: string[] = [];
  const onCircuitChange = ({ circuit, newState }: CircuitChange): void => void opened.push(`${circuit} ${newState}`);
  for (let n = 0; n < 2; n += 1) await expect(client.getJson(server.url, { onCircuitChange })).rejects.toMatchObject({ context: { url: `${target.url}/` } });
  expect(opened).toEqual([`${target.host} open`]);
  expect((await client.getJson(`${server.url}/well`)).value).toBe("well");
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "CIRCUIT_OPEN" });
  expect(target.requests).toHaveLength(2);
});
