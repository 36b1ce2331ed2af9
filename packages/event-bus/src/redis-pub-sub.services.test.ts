import { randomBytes } from "node:crypto";
import { createClient } from "redis";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { TransportEntry } from "./event-transport.js";
import { memoryBus } from "./memory-bus.js";
import { redisPubSub, type RedisPubSub } from "./redis.js";
import { readStreamFields } from "./redis/stream-message.js";
import { startOwnService } from "./__fixtures__/own-service.js";
import { sampleEvents } from "./__fixtures__/sample-events.js";
import { serviceAddress } from "./__fixtures__/service-address.js";
import { entriesFrom } from "./__fixtures__/take-entries.js";
import { transportContract } from "./testing/transport-contract.js";

const never = new AbortController().signal;

async function openedChannel(url = serviceAddress("SLUICE_TEST_REDIS_URL")) {
  const channel = `test:${randomBytes(6).toString("hex")}`;
  const heard: TransportEntry[] = [];
  const other = createClient({ url });
  other.on("error", () => undefined); // the server of a test may be down
  await other.connect();
  await other.subscribe(channel, (text) => heard.push(readStreamFields(JSON.parse(text) as Record<string, string>)));
  onTestFinished(() => other.destroy());
  const transport = await redisPubSub({ url, channel, onError: () => undefined });
  onTestFinished(async () => await transport[Symbol.asyncDispose]());
  const received = async (): Promise<TransportEntry[]> => {
    await new Promise((resolve) => setTimeout(resolve, 100)); // nobody says when all has been heard
    return heard;
  };
  return { transport, channel, received };
}

/** Listens until the test ends, and gives what it hears. */
function listening(transport: RedisPubSub): number[] {
  const bus = memoryBus();
  const heard: number[] = [];
  bus.subscribe("*", ({ sequence }) => heard.push(sequence));
  const stop = new AbortController();
  const listener = transport.listen(bus, { signal: stop.signal });
  onTestFinished(async () => {
    stop.abort(new Error("enough"));
    await expect(listener).rejects.toThrow("enough");
  });
  return heard;
}

describe("a channel of Pub/Sub keeps what the contract of transports says about publishing", () => {
  for (const { title, run } of transportContract({ open: openedChannel })) test(title, run);
});

test("who listens hears what is published from then on, on a bus", async () => {
  const { transport } = await openedChannel();
  await transport.publish(entriesFrom(sampleEvents(3)), { signal: never });
  const heard = listening(transport);
  await vi.waitFor(async () => {
    await transport.publish(entriesFrom(sampleEvents(1, { from: 9 })), { signal: never });
    expect(heard).toContain(9);
  });
  expect(heard).not.toContain(3);
});

test("a listener goes on after an outage, and has missed what was published before it was back", async () => {
  const service = await startOwnService("redis");
  const { transport } = await openedChannel(service.env["SLUICE_TEST_REDIS_URL"]);
  const heard = listening(transport);
  const publish = async (n: number): Promise<void> => await transport.publish(entriesFrom(sampleEvents(1, { from: n })), { signal: never });
  await vi.waitFor(async () => { await publish(1); expect(heard).toContain(1); });
  await service.crash();
  await expect(publish(2)).rejects.toThrow("Cannot publish to Redis");
  await service.restart();
  await vi.waitFor(async () => { await publish(3); expect(heard).toContain(3); }, 15_000);
  expect(heard).not.toContain(2);
});
