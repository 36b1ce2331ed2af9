import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import type { AddressLookup } from "./guarded-lookup.js";
import { HttpClient } from "./http-client.js";
import { loopback, sendJson } from "./testing/loopback-server.js";

const forbidden = { code: "HOST_FORBIDDEN" };

/** A resolver that gives one answer after the other, and counts the questions. */
function resolving(...answers: string[][]): { lookup: AddressLookup; asked: string[] } {
  const asked: string[] = [];
  const lookup: AddressLookup = (hostname, _options, callback) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    callback(null, answer.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })));
  };
  return { lookup, asked };
}

test.each([
  "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "１２７.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]",
  "user:password@127.0.0.1", "127.0.0.1.", "localhost", "LOCALHOST",
])("D33: %s is refused before a connection is made", async (host) => {
  await using server = await loopback((_request, response) => sendJson(response, []));
  await using client = new HttpClient();
  const port = new URL(server.url).port;
  await expect(client.getJson(`http://${host}:${port}/`)).rejects.toMatchObject(forbidden);
  expect(server.sockets.total).toBe(0);
});

test.each(["169.254.169.254", "[fd00:ec2::254]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "[fe80::1]", "224.0.0.1", "0.0.0.0"])(
  "D32: %s is refused",
  async (host) => {
    await using client = new HttpClient();
    await expect(client.getJson(`http://${host}/latest/meta-data/`)).rejects.toMatchObject(forbidden);
  },
);

test("D32: a name that resolves to the metadata address is refused", async () => {
  await using client = new HttpClient({ lookup: resolving(["169.254.169.254"]).lookup });
  await expect(client.getJson("http://metadata.google.internal/")).rejects.toMatchObject(forbidden);
});

test("D34: a name with a public and a private address is refused", async () => {
  await using client = new HttpClient({ lookup: resolving(["8.8.8.8", "10.0.0.1"]).lookup });
  await expect(client.getJson("http://both.example/")).rejects.toMatchObject(forbidden);
});

test("D33: a name with a trailing dot is not the name that is allowed", async () => {
  const { lookup, asked } = resolving(["127.0.0.1"]);
  await using client = new HttpClient({ allowHosts: ["localhost"], lookup });
  await expect(client.getJson("http://localhost./")).rejects.toMatchObject(forbidden);
  expect(asked).toEqual(["localhost."]);
});

test("a host allowed by name is reached although its address is not public", async () => {
  await using server = await loopback((_request, response) => sendJson(response, { ok: true }));
  const { port } = new URL(server.url);
  await using client = new HttpClient({ allowHosts: [`api.test:${port}`], lookup: resolving(["127.0.0.1"]).lookup });
  expect((await client.getJson(`http://api.test:${port}/`)).value).toEqual({ ok: true });
});

test("allowing one port of a host does not allow another", async () => {
  await using server = await loopback((_request, response) => sendJson(response, []));
  await using client = new HttpClient({ allowHosts: ["127.0.0.1:1"] });
  await expect(client.getJson(server.url)).rejects.toMatchObject(forbidden);
});

test.each(["file:///etc/passwd", "ftp://127.0.0.1/", "data:application/json,[]", "unix:/run/x.sock", "gopher://127.0.0.1/"])(
  "D35: %s is refused without a retry",
  async (url) => {
    const retries: unknown[] = [];
    await using client = new HttpClient({ allowHosts: ["127.0.0.1"] });
    await expect(client.getJson(url, { onRetry: (retry) => retries.push(retry) })).rejects.toMatchObject(forbidden);
    expect(retries).toEqual([]);
  },
);
