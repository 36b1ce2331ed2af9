import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { getCACertificates, rootCertificates, setDefaultCACertificates } from "node:tls";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import { loopback, sendJson } from "./testing/loopback-server.js";
import { LOOPBACK_CERTIFICATE as ca, tlsLoopback } from "./testing/tls-server.js";

const retry = { maxAttempts: 2, initialDelayMs: 1 };
const allowHosts = ["127.0.0.1"];

test("D1: a certificate that nobody vouches for is a transport error, and no request is made", async () => {
  await using server = await tlsLoopback((_request, response) => sendJson(response, "secret"));
  await using client = new HttpClient({ allowHosts, retry });
  const retries: unknown[] = [];
  await expect(client.getJson(server.url, { onRetry: (notice) => retries.push(notice) })).rejects.toMatchObject({
    code: "HTTP_TRANSPORT",
    context: { causeCode: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  });
  expect([server.requests, retries.length]).toEqual([[], 1]);
});

test("a certificate authority of one's own is trusted when it is named", async () => {
  await using server = await tlsLoopback((_request, response) => sendJson(response, "fine"));
  await using client = new HttpClient({ allowHosts, retry, ca });
  expect((await client.getJson(server.url)).value).toBe("fine");
});

test("it is trusted beside the authorities of this process, not in their place", async () => {
  await using server = await tlsLoopback((_request, response) => sendJson(response, "fine"));
  const usual = getCACertificates("default");
  setDefaultCACertificates([...usual, ca]); // as NODE_EXTRA_CA_CERTS does
  try {
    await using client = new HttpClient({ allowHosts, retry, ca: String(rootCertificates[0]) });
    expect((await client.getJson(server.url)).value).toBe("fine");
  } finally {
    setDefaultCACertificates(usual);
  }
});

test("a certificate for another name is a transport error", async () => {
  await using server = await tlsLoopback((_request, response) => sendJson(response, "secret"));
  const { port } = new URL(server.url);
  await using client = new HttpClient({ allowHosts: ["api.test"], retry, ca, lookup: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]) });
  await expect(client.getJson(`https://api.test:${port}/`)).rejects.toMatchObject({ code: "HTTP_TRANSPORT", context: { causeCode: "ERR_TLS_CERT_ALTNAME_INVALID" } });
  expect(server.requests).toEqual([]);
});

test("D35: a redirect from https to http is refused, and nothing is sent there", async () => {
  await using plain = await loopback((_request, response) => sendJson(response, "plain"));
  await using server = await tlsLoopback((_request, response) => response.writeHead(302, { location: `${plain.url}/?token=1` }).end());
  await using client = new HttpClient({ allowHosts, retry, ca, headers: { authorization: "Bearer s3cr3t" } });
  await expect(client.getJson(server.url)).rejects.toMatchObject({ code: "HOST_FORBIDDEN" });
  expect([server.requests.length, plain.sockets.total]).toEqual([1, 0]);
});

test("D36: credentials stay behind when http becomes https", async () => {
  await using secure = await tlsLoopback((request, response) => sendJson(response, request.headers.authorization ?? "none"));
  await using server = await loopback((_request, response) => response.writeHead(302, { location: secure.url }).end());
  await using client = new HttpClient({ allowHosts, retry, ca, headers: { authorization: "Bearer s3cr3t" } });
  expect((await client.getJson(server.url)).value).toBe("none");
});

test("D1: a TLS handshake that is cut once is made again", async () => {
  await using server = await tlsLoopback((_request, response) => sendJson(response, "fine"));
  let connections = 0;
  const relay = createServer((socket) => {
    connections += 1;
    if (connections === 1) socket.once("data", () => socket.destroy()); // in the middle of the handshake
    else socket.pipe(connect(Number(new URL(server.url).port), "127.0.0.1")).pipe(socket).on("error", () => undefined);
  });
  await once(relay.listen(0, "127.0.0.1"), "listening");
  {
    await using client = new HttpClient({ allowHosts, retry, ca });
    expect((await client.getJson(`https://127.0.0.1:${(relay.address() as AddressInfo).port}/`)).value).toBe("fine");
  }
  expect(connections).toBe(2);
  relay.close();
});

test("a server that speaks no TLS is a transport error", async () => {
  await using plain = await loopback(() => undefined);
  await using client = new HttpClient({ allowHosts, retry, ca });
  await expect(client.getJson(plain.url.replace("http:", "https:"))).rejects.toMatchObject({ code: "HTTP_TRANSPORT" });
});
