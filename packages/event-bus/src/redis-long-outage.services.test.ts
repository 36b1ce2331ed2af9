import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "redis";
import { expect, onTestFinished, test } from "vitest";
import { forward } from "./forward.js";
import { hybridBus } from "./hybrid-bus.js";
import { redisTransport } from "./redis.js";
import { readStreamFields } from "./redis/stream-message.js";
import { openedLog } from "./__fixtures__/log-helpers.js";
import { expectAtLeastOnce } from "./__fixtures__/outage.js";
import { startOwnService } from "./__fixtures__/own-service.js";
import { pageEvent } from "./__fixtures__/sample-events.js";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.js";

const OUTAGE_MS = 75_000;
const PUBLISHED_EVERY_MS = 50;

/** Longer outages differ in nothing but the number of attempts: from the second half-minute on the wait is at its cap, which `backoff.test.ts` shows for any attempt. */
test("E9 a Redis that is away from before the start for more than a minute gets everything, with the waits that are the default", async () => {
  const service = await startOwnService("redis");
  const url = service.env["SLUICE_TEST_REDIS_URL"]!;
  await service.crash();
  const log = await openedLog(temporaryDirectory());
  const bus = hybridBus({ log });
  const transport = await redisTransport({ url, stream: "long" });
  const forwarder = forward(log, transport);
  onTestFinished(async () => {
    await forwarder[Symbol.asyncDispose]();
    await transport[Symbol.asyncDispose]();
    await bus[Symbol.asyncDispose]();
  });
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  let [published, slowest] = [0, 0];
  while (performance.now() - begun < OUTAGE_MS) {
    const started = performance.now();
    for (let n = 0; n < 20; n += 1) await bus.publish({ ...pageEvent((published += 1)), payload: { text: "x".repeat(2_000) } });
    slowest = Math.max(slowest, performance.now() - started);
    await sleep(PUBLISHED_EVERY_MS);
  }
  const { figures } = forwarder;
  expect(figures).toMatchObject({ state: "retrying", forwarded: 0, lag: published, missed: 0 });
  expect([figures.attempts > 6, figures.attempts < 25]).toEqual([true, true]); // 0.2 s, doubling up to half a minute, less up to a half
  expect(slowest).toBeLessThan(2_000);
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(100);
  await service.restart();
  await forwarder.acknowledged(published, { signal: AbortSignal.timeout(60_000) });
  expect(forwarder.figures).toMatchObject({ state: "forwarding", lag: 0, attempts: 0, lastError: null });
  const client = createClient({ url });
  await client.connect();
  onTestFinished(() => client.destroy());
  const stored = ((await client.xRange("long", "-", "+")) ?? []).map(({ message }) => readStreamFields(message));
  expectAtLeastOnce(stored.map(({ offset, event }) => ({ offset, id: String(event.sequence) })), published);
}, 240_000);
