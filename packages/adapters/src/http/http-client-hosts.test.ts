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

const LOOPBACK_FORMS = {
  plain: ["127.0.0.1", "127.255.255.254", "0.0.0.0"],
  decimal: ["2130706433", "0"],
  hexadecimal: ["0x7f000001", "0x7f.0x0.0x0.0x1", "0x7F.1"],
  octal: ["0177.0.0.1", "017700000001", "0177.0x0.0.1"],
  short: ["127.1", "127.0.1", "0x7f.1"],
  "full-width": ["\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3"],
  "percent-encoded": ["%31%32%37.0.0.1", "127.0.0.%31", "%6cocalhost"],
  "with user information": ["user:password@127.0.0.1", "8.8.8.8@127.0.0.1", "8.8.8.8%2f@127.0.0.1"],
  "with a trailing dot": ["127.0.0.1.", "2130706433."],
  IPv6: ["[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]"],
  mapped: ["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]"],
  translated: ["[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001::80ff:fffe]"],
  names: ["localhost", "LOCALHOST"],
};

test.each(Object.entries(LOOPBACK_FORMS).flatMap(([form, hosts]) => hosts.map((host) => [form, host])))("D33: %s: %s is refused before a connection is made", async (_form, host) => {
  await using server = await loopback((_request, response) => sendJson(response, []));
  await using client = new HttpClient();
  const port = new URL(server.url).port;
  await expect(client.getJson(`http://${host}:${port}/`)).rejects.toMatchObject(forbidden);
  expect(server.sockets.total).toBe(0);
});

test.each(["http://127.0.0.1\\@8.8.8.8/", "http:127.0.0.1/", "http:///127.0.0.1/", "http://127.0.0.1#@8.8.8.8/", "http://127.0.0.1?@8.8.8.8/", " http://127.0.0.1/", "http://\t127.0.0.1/"])(
  "D33: %j is refused however it is written",
  async (url) => {
    await using client = new HttpClient();
    await expect(client.getJson(url)).rejects.toMatchObject(forbidden);
  },
);

test.each([
  "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "100.100.100.200", "192.0.0.192", "10.0.0.1", "172.16.0.1", "172.31.255.255",
  "192.168.0.1", "100.64.0.1", "[fe80::1]", "[fec0::1]", "[fc00::1]", "224.0.0.1", "[ff02::1]", "255.255.255.255", "198.18.0.1", "[2001:db8::1]", "[64:ff9b::a00:1]",
])("D32: %s is refused", async (host) => {
  await using client = new HttpClient();
  await expect(client.getJson(`http://${host}/latest/meta-data/`)).rejects.toMatchObject(forbidden);
});

test.each([
  ["metadata.google.internal", "169.254.169.254"], ["metadata.goog", "fd00:ec2::254"], ["instance-data", "169.254.169.254"], ["kubernetes.default.svc", "10.96.0.1"],
  ["127.0.0.1.nip.io", "127.0.0.1"], ["localtest.me", "::1"], ["mapped.example", "::ffff:10.0.0.1"], ["nat64.example", "64:ff9b::a00:1"], ["zone.example", "fe80::1%eth0"], ["nothing.example", "not an address"],
])("D32: the name %s, which resolves to %s, is refused", async (name, address) => {
  await using client = new HttpClient({ lookup: resolving([address]).lookup });
  await expect(client.getJson(`http://${name}/`)).rejects.toMatchObject(forbidden);
});

test.each([[["8.8.8.8", "10.0.0.1"]], [["127.0.0.1", "8.8.8.8"]], [["2001:4860:4860::8888", "::1"]]])("D34: a name with the addresses %j is refused", async (addresses) => {
  await using server = await loopback((_request, response) => sendJson(response, []));
  await using client = new HttpClient({ lookup: resolving(addresses).lookup });
  await expect(client.getJson(`http://both.example:${new URL(server.url).port}/`)).rejects.toMatchObject(forbidden);
  expect(server.sockets.total).toBe(0);
});

test("D34: a name that resolves elsewhere at the next connection is judged anew, and never reached", async () => {
  await using canary = await loopback((_request, response) => sendJson(response, "secret"));
  const port = new URL(canary.url).port;
  const { lookup, asked } = resolving([], ["127.0.0.1"]); // nothing at first, so that nobody outside is called
  await using client = new HttpClient({ lookup, retry: { initialDelayMs: 1 } });
  await expect(client.getJson(`http://rebind.example:${port}/`)).rejects.toMatchObject(forbidden);
  expect([asked.length, canary.sockets.total]).toEqual([2, 0]);
});

test("D34: a connection is made to the address of the one lookup that was judged", async () => {
  await using server = await loopback((_request, response) => sendJson(response, "fine"));
  await using canary = await loopback((_request, response) => sendJson(response, "secret"));
  const { lookup, asked } = resolving(["127.0.0.1"], ["127.0.0.2"]);
  await using client = new HttpClient({ allowHosts: ["api.test"], lookup });
  expect((await client.getJson(`http://api.test:${new URL(server.url).port}/`)).value).toBe("fine");
  expect([asked.length, canary.sockets.total]).toEqual([1, 0]);
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
