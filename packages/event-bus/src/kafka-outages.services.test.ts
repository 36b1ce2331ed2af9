import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { openedTopic, type TopicUnderTest } from "./__fixtures__/kafka-topic.js";
import { expectAtLeastOnce, forwardedRun, survivesOutages } from "./__fixtures__/outage.js";
import { startOwnService } from "./__fixtures__/own-service.js";
import { entriesFrom } from "./__fixtures__/take-entries.js";
import { sampleEvents } from "./__fixtures__/sample-events.js";

const idsIn = async ({ messages }: TopicUnderTest): Promise<{ offset: number; id: string }[]> =>
  (await messages()).map(({ headers }) => {
    const texts = new Map([...headers].map(([name, value]) => [String(name), String(value)]));
    return { offset: Number(texts.get("ce_sluiceoffset")), id: texts.get("ce_id")! };
  });

test("E9 a Kafka that is down at the start, in the middle and for long gets everything, and the run never waits", async () => {
  const service = await startOwnService("kafka");
  const topic = await openedTopic({}, service.env["SLUICE_TEST_KAFKA_BROKERS"]);
  await survivesOutages(service, topic.transport);
  expectAtLeastOnce(await idsIn(topic), 20_500);
}, 240_000);

test("E9 a consumer goes on over a restart of Kafka, and gets what was on its way again", async () => {
  const service = await startOwnService("kafka");
  const errors: unknown[] = [];
  const { transport, another } = await openedTopic({ onError: (error) => errors.push(error) }, service.env["SLUICE_TEST_KAFKA_BROKERS"]);
  const seen: { offset: number | null; id: string }[] = [];
  const stop = new AbortController();
  const reader = await another();
  const consuming = (async () => {
    for await (const entry of reader.consume({ group: "g", consumer: "c", from: "start", signal: stop.signal })) {
      seen.push({ offset: entry.offset, id: String(entry.event.sequence) });
      entry.ack().catch((error: unknown) => errors.push(error));
    }
  })();
  const { forwarder, publish } = await forwardedRun(transport);
  await publish(1, 2_000);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(100), 20_000);
  await service.crash();
  await publish(2_001, 4_000);
  await sleep(1_000);
  await service.restart();
  await forwarder.acknowledged(4_000, { signal: AbortSignal.timeout(40_000) });
  await vi.waitFor(() => expect(new Set(seen.map(({ offset }) => offset)).size).toBe(4_000), 40_000);
  stop.abort(new Error("enough"));
  await expect(consuming).rejects.toThrow("enough");
  expectAtLeastOnce(seen, 4_000);
  expect(errors.length).toBeGreaterThan(0);
}, 240_000);

test("E10 entries that were not acknowledged in time come again under the same id, and there is never a gap", async () => {
  const topic = await openedTopic();
  let published = 0;
  for (let n = 1; n <= 40; n += 1) {
    const entries = entriesFrom(sampleEvents(50, { from: published + 1 }), published + 1);
    for (let patienceMs = 1; ; patienceMs *= 2) {
      try {
        await topic.transport.publish(entries, { signal: AbortSignal.timeout(patienceMs) });
        break;
      } catch (error) {
        expect(String(error)).toContain("timeout");
      }
    }
    published += 50;
  }
  await sleep(500); // for what is still on its way
  const stored = await idsIn(topic);
  expectAtLeastOnce(stored, published);
  expect(stored.length).toBeGreaterThan(published);
});
