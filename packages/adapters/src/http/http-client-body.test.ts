import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { HttpClient } from "./http-client.js";
import type { HttpClientOptions } from "./http-client-options.js";
import { type Loopback, loopback, rawLoopback, sendJson } from "./testing/loopback-server.js";

const retry = { initialDelayMs: 2, maxAttempts: 3 };
const value = { text: "Fougère – 羊歯 ".repeat(200), numbers: Array.from({ length: 300 }, (_, n) => n * 1.5) };
const json = Buffer.from(JSON.stringify(value));

async function fetchFrom({ url, host }: Loopback, options: HttpClientOptions = {}): Promise<unknown> {
  await using client = new HttpClient({ allowHosts: [host], retry, ...options });
  return (await client.getJson(url)).value;
}

const encodings = {
  gzip: gzipSync(json),
  "x-gzip": gzipSync(json),
  deflate: deflateSync(json),
  "deflate without header": deflateRawSync(json),
  br: brotliCompressSync(json),
  zstd: zstdCompressSync(json),
  "gzip, br": brotliCompressSync(gzipSync(json)),
  identity: json,
};
const cases = Object.entries(encodings);

test.each(cases)("a body in %s is decoded", async (name, body) => {
  await using server = await loopback((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": name.replace(" without header", "") }).end(body);
  });
  expect(await fetchFrom(server)).toEqual(value);
});

test.each(cases)("D15: a cut body in %s whose length is announced is fetched again", async (name, body) => {
  await using server = await loopback((request, response, n) => {
    response.writeHead(200, { "content-encoding": name.replace(" without header", ""), "content-length": body.length });
    if (n < 3) response.write(body.subarray(0, -9), () => request.socket.destroy());
    else response.end(body);
  });
  expect(await fetchFrom(server)).toEqual(value);
  expect(server.requests).toHaveLength(3);
});

test.each(cases.filter(([name]) => name !== "identity"))("D15: a cut body in %s that ends like a whole one is fetched again", async (name, body) => {
  await using server = await loopback((_request, response, n) => {
    response.writeHead(200, { "content-encoding": name.replace(" without header", "") }).end(n < 3 ? body.subarray(0, -n) : body);
  });
  expect(await fetchFrom(server)).toEqual(value);
  expect(server.requests).toHaveLength(3);
});

test("D15: a chunked body that is cut is fetched again", async () => {
  await using server = await rawLoopback((socket, n) => {
    if (n < 3) socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1]\r\n");
    else socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1]\r\n0\r\n\r\n");
  });
  expect(await fetchFrom(server)).toEqual([1]);
  expect(server.requests).toHaveLength(3);
});

test("D15: a wrong checksum is an error", async () => {
  const damaged = Buffer.from(gzipSync(json));
  damaged.writeUInt32LE(0, damaged.length - 8);
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(damaged));
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: "HTTP_TRANSPORT", cause: { code: "Z_DATA_ERROR" } });
});

test("D15: a part of a body that nobody asked for is no answer", async () => {
  await using server = await loopback((_request, response, n) => {
    if (n < 3) response.writeHead(206, { "content-type": "application/json", "content-range": "bytes 0-2/100" }).end("[1]");
    else sendJson(response, [1, 2]);
  });
  expect(await fetchFrom(server)).toEqual([1, 2]);
  expect(server.requests).toHaveLength(3);
});

const smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n[666666]";

test.each([["at once", 0], ["later", 30]])("D16: a content-length shorter than the body is retried on a fresh connection, and leftovers that come %s are no answer", async (_when, afterMs) => {
  await using server = await rawLoopback((socket, n) => {
    const head = `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n[`;
    if (n > 1) setTimeout(() => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[1,2]"), 60);
    else if (afterMs === 0) socket.write(`${head}1]${smuggled}`);
    else socket.write(head, () => setTimeout(() => socket.write(smuggled), afterMs)); // the next request is under way by then
  });
  expect(await fetchFrom(server)).toEqual([1, 2]);
  expect(server.sockets.total).toBe(2);
});

test.each([
  ["HTML", "text/html; charset=utf-8", "<html>Maintenance</html>"],
  ["XML", "application/xml", "<error/>"],
  ["HTML in the guise of JSON", "application/json", "<html></html>"],
  ["JSON in the guise of HTML", "text/html", "[]"],
  ["nothing", "application/json", ""],
  ["cut JSON", "application/json", '{"items": [1, 2'],
])("D17: 200 with %s is a bad payload and is retried", async (_name, type, body) => {
  await using server = await loopback((_request, response, n) => {
    if (n < 3) response.writeHead(200, { "content-type": type }).end(body);
    else sendJson(response, "good");
  });
  expect(await fetchFrom(server)).toBe("good");
  await using bad = await loopback((_request, response) => response.writeHead(200, { "content-type": type }).end(body));
  await expect(fetchFrom(bad)).rejects.toMatchObject({ code: "HTTP_BAD_PAYLOAD", retryable: true });
});

test("D17: what read() refuses is fetched again", async () => {
  await using server = await loopback((_request, response, n) => sendJson(response, { n }));
  await using client = new HttpClient({ allowHosts: [server.host], retry });
  const read = ({ value: answer }: { value: unknown }): unknown => {
    if ((answer as { n: number }).n < 2) throw new SluiceError("not yet", { code: "HTTP_BAD_PAYLOAD" });
    return answer;
  };
  expect(await client.readJson(server.url, { read })).toEqual({ n: 2 });
});

test("a mistake in read() is thrown as it is", async () => {
  await using server = await loopback((_request, response) => sendJson(response, {}));
  await using client = new HttpClient({ allowHosts: [server.host], retry });
  const mistake = new TypeError("mistake");
  const read = (): never => {
    throw mistake;
  };
  await expect(client.readJson(server.url, { read })).rejects.toBe(mistake);
  expect(server.requests).toHaveLength(1);
});

test.each([
  ["invalid UTF-8", Buffer.from([0x22, 0xff, 0x22])],
  ["UTF-16", Buffer.from('\ufeff{"a":1}', "utf16le")],
  ["Latin-1", Buffer.from('"caf\u00e9"', "latin1")],
])("D21: %s is a bad payload, never a replacement character", async (_name, body) => {
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-type": "application/json" }).end(body));
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: "HTTP_BAD_PAYLOAD" });
});

test("D21: a byte order mark is dropped", async () => {
  await using server = await loopback((_request, response) => response.end('\ufeff{"a":1}'));
  expect(await fetchFrom(server)).toEqual({ a: 1 });
});

test("D22: a number that no double holds comes through unchanged", async () => {
  await using server = await loopback((_request, response) => response.end('{"id":12345678901234567890,"big":1e400}'));
  expect(JSON.stringify(await fetchFrom(server))).toBe('{"id":12345678901234567890,"big":1e400}');
});

test("D23: __proto__ stays data", async () => {
  await using server = await loopback((_request, response) => response.end('{"__proto__":{"polluted":true}}'));
  expect(Object.keys((await fetchFrom(server)) as object)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

const zeros = Buffer.alloc(64 * 1024 * 1024);
const bombs = {
  gzip: gzipSync(zeros),
  deflate: deflateSync(zeros),
  br: brotliCompressSync(zeros),
  zstd: zstdCompressSync(zeros),
  "gzip, gzip": gzipSync(gzipSync(zeros)),
};

test.each(Object.entries(bombs))("D18: a bomb in %s is refused at the limit, without a retry", async (encoding, body) => {
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-encoding": encoding }).end(body));
  const before = process.memoryUsage.rss();
  await expect(fetchFrom(server, { maxBodyBytes: 4 * 1024 * 1024 })).rejects.toMatchObject({ code: "HTTP_BODY_TOO_LARGE", retryable: false });
  expect(process.memoryUsage.rss() - before).toBeLessThan(48 * 1024 * 1024);
  expect(server.requests).toHaveLength(1);
});

test.each([3, 1_500])("D18: %d content encodings are refused", async (count) => {
  await using server = await loopback((_request, response) => {
    response.writeHead(200, { "content-encoding": Array(count).fill("gzip").join(",") }).end(gzipSync(json));
  });
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: "HTTP_BAD_PAYLOAD", retryable: false });
});

test("an unknown content encoding is refused", async () => {
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-encoding": "constructor" }).end("x"));
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: "HTTP_BAD_PAYLOAD", retryable: false });
});

test("D19: an endless body is refused at the limit", async () => {
  await using server = await loopback((_request, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
      if (!response.destroyed) response.once("drain", pour);
    };
    pour();
  });
  await expect(fetchFrom(server, { maxBodyBytes: 1024 * 1024 })).rejects.toMatchObject({ code: "HTTP_BODY_TOO_LARGE" });
});

test("D19: a body announced as too large is refused before it is read", async () => {
  await using server = await loopback((_request, response) => response.writeHead(200, { "content-length": 268_435_456 }).flushHeaders());
  await expect(fetchFrom(server)).rejects.toMatchObject({ code: "HTTP_BODY_TOO_LARGE", message: expect.stringContaining("268435456") as string });
});
