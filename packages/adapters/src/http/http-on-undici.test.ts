import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import { loopback } from "./testing/loopback-server.js";

const text = "a line of a file that ends too early\n".repeat(2_000);
const bodies = { gzip: gzipSync(text), deflate: deflateSync(text), br: brotliCompressSync(text) };

test.each(Object.entries(bodies))("D15: the built-in fetch takes a cut body in %s for a whole one, which this client does not", async (encoding, body) => {
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-encoding": encoding }).end(body.subarray(0, Math.floor(body.length / 2))));
  const response = await fetch(server.url);
  expect((await response.text()).length).toBeLessThan(text.length); // no error: should this ever fail, docs/decisions/2026-11-22-http-on-undici.md is to be looked at again
  await using client = new HttpClient({ allowHosts: [server.host], retry: { maxAttempts: 1 } });
  await expect(client.getBytes(server.url)).rejects.toMatchObject({ code: "HTTP_TRANSPORT" });
});
