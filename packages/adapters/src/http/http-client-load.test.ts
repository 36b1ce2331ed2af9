import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import type { BombMemory } from "./testing/bomb-memory.js";
import type { FailingRequests } from "./testing/failing-requests.js";
import { loopback, sendJson } from "./testing/loopback-server.js";
import { runScript } from "./testing/run-script.js";

test("D11: 10,000 failed requests leave no socket, no listener and no timer behind, and the process ends", async () => {
  const cut = gzipSync("{}".repeat(1_000)).subarray(0, -4);
  await using server = await loopback((request, response, n) => {
    switch (n % 8) {
      case 0: return void response.writeHead(500).end("x".repeat(100_000));
      case 1: return void response.writeHead(404).end();
      case 2: return void request.socket.resetAndDestroy();
      case 3: return void response.writeHead(200, { "content-length": 100 }).write("{", () => request.socket.destroy());
      case 4: return void response.writeHead(200, { "content-encoding": "gzip" }).end(cut);
      case 5: return void response.writeHead(200, { "content-type": "text/html" }).end("<html>");
      case 6: return void response.writeHead(302, { location: "http://169.254.169.254/" }).end("x".repeat(100_000));
      default: response.writeHead(503).flushHeaders();
    }
    setTimeout(() => response.destroy(), 5); // a body that never comes
  });
  const { errors, successes, listeners, resources } = await runScript<FailingRequests>("failing-requests.ts", [server.url, "10000"]);
  expect(Object.values(errors).reduce((sum, count) => sum + count, 0)).toBe(10_000);
  expect(Object.keys(errors).sort()).toEqual(["HOST_FORBIDDEN", "HTTP_BAD_PAYLOAD", "HTTP_STATUS", "HTTP_TRANSPORT"]);
  expect({ successes, listeners, resources }).toEqual({ successes: 0, listeners: 0, resources: [] });
  expect(server.sockets.most).toBeLessThanOrEqual(2 * 4); // four in use, and those of a connection pool that is being given up
  await expect.poll(() => server.sockets.open).toBe(0);
}, 60_000);

const zeros = Buffer.alloc(512 * 1024 * 1024);
const bombs = {
  gzip: () => gzipSync(zeros),
  br: () => brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: () => zstdCompressSync(zeros),
  "gzip, gzip": () => gzipSync(gzipSync(zeros)),
};

test.each(Object.entries(bombs))("D18: 512 MiB from a small body in %s are refused at 64 MiB, with less than twice that in memory", async (encoding, make) => {
  const body = make();
  await using server = await loopback((request, response) => {
    if (request.url === "/small") sendJson(response, {});
    else response.writeHead(200, { "content-encoding": encoding }).end(body);
  });
  const { outcome, growthBytes } = await runScript<BombMemory>("bomb-memory.ts", [server.url]);
  expect(outcome).toBe("HTTP_BODY_TOO_LARGE");
  expect(growthBytes).toBeLessThanOrEqual(2 * 64 * 1024 * 1024);
}, 60_000);
