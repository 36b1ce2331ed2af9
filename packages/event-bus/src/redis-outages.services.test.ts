import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { expectAtLeastOnce, forwardedRun, survivesOutages } from "./__fixtures__/outage.js";
import { startOwnService } from "./__fixtures__/own-service.js";
import { openedStream } from "./__fixtures__/redis-server.js";
import { serviceAddress } from "./__fixtures__/service-address.js";
import { SwallowingProxy } from "./__fixtures__/swallowing-proxy.js";

test("E9 a Redis that is down at the start, in the middle and for long gets everything, and the run never waits", async () => {
  const service = await startOwnService("redis");
  const { transport, received } = await openedStream({}, service.env["SLUICE_TEST_REDIS_URL"]);
  await survivesOutages(service, transport);
  const stored = (await received()).map(({ offset, event }) => ({ offset, id: `${String(event.runId)}/${String(event.sequence)}` }));
  expectAtLeastOnce(stored, 20_500);
});

test("E9 a consumer goes on over a restart of Redis, and gets what was on its way again", async () => {
  const service = await startOwnService("redis");
  const errors: unknown[] = [];
  const { transport, another } = await openedStream({ onError: (error) => errors.push(error) }, service.env["SLUICE_TEST_REDIS_URL"]);
  const seen: { offset: number | null; id: string }[] = [];
  const stop = new AbortController();
  const reader = await another();
  const consuming = (async () => {
    for await (const entry of reader.consume({ group: "g", consumer: "c", from: "start", signal: stop.signal })) {
      seen.push({ offset: entry.offset, id: String(entry.event.sequence) });
      await entry.ack().catch((error: unknown) => errors.push(error));
    }
  })();
  const { forwarder, publish } = await forwardedRun(transport);
  await publish(1, 2_000);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(100), 10_000);
  await service.crash();
  await publish(2_001, 4_000);
  await sleep(500);
  await service.restart();
  await forwarder.acknowledged(4_000, { signal: AbortSignal.timeout(30_000) });
  await vi.waitFor(() => expect(new Set(seen.map(({ offset }) => offset)).size).toBe(4_000), 30_000);
  stop.abort(new Error("enough"));
  await expect(consuming).rejects.toThrow("enough");
  expect(errors.length).toBeGreaterThan(0);
});

test("E10 entries whose acknowledgement gets lost come again under the same id, and there is never a gap", async () => {
  const proxy = await SwallowingProxy.to(Number(new URL(serviceAddress("SLUICE_TEST_REDIS_URL")).port));
  const { transport, received } = await openedStream({}, `redis://127.0.0.1:${proxy.port}`);
  const { forwarder, publish } = await forwardedRun(transport);
  await publish(1, 100);
  await forwarder.acknowledged(100);
  proxy.swallows = 1;
  await publish(101, 200);
  await forwarder.acknowledged(200, { signal: AbortSignal.timeout(10_000) });
  const stored = (await received()).map(({ offset, event }) => ({ offset, id: `${String(event.runId)}/${String(event.sequence)}` }));
  expectAtLeastOnce(stored, 200);
  expect(stored.length).toBeGreaterThan(200);
  expect(forwarder.figures.failures).toBeGreaterThan(0);
});

test("E9 an outage costs no memory for each event that waits", async () => {
  const service = await startOwnService("redis");
  const { transport } = await openedStream({}, service.env["SLUICE_TEST_REDIS_URL"]);
  const { forwarder, publish } = await forwardedRun(transport);
  await publish(1, 1_000);
  await service.crash();
  const before = process.memoryUsage().rss;
  await publish(1_001, 50_000, 4_000); // 200 MB
  expect(forwarder.figures.lag).toBeGreaterThan(45_000);
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(100);
  await service.restart();
  await forwarder.acknowledged(50_000, { signal: AbortSignal.timeout(60_000) });
});
