import { setTimeout as sleep } from "node:timers/promises";
import { Admin } from "@platformatic/kafka";
import { describe, expect, test, vi } from "vitest";
import type { LostNotice } from "./kafka.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { openedTopic } from "./__fixtures__/kafka-topic.js";
import { killedWhileHolding } from "./__fixtures__/killed-consumer.js";
import { numbers } from "./__fixtures__/log-helpers.js";
import { pageEvent, sampleEvents } from "./__fixtures__/sample-events.js";
import { serviceAddress } from "./__fixtures__/service-address.js";
import { entriesFrom, offsetsOfEntries, reader, takeEntries } from "./__fixtures__/take-entries.js";
import { transportContract } from "./testing/transport-contract.js";

const never = new AbortController().signal;

describe.each(["binary", "structured"] as const)("a topic of Kafka keeps the contract of transports in %s mode", (mode) => {
  for (const { title, run } of transportContract({ open: async () => await openedTopic({ mode }), timeoutMs: 30_000 })) test(title, run);
});

test("a binary message has the event as its body, the envelope in headers and the run as its key", async () => {
  const { transport, messages } = await openedTopic({ source: "/pipelines/p1" });
  await transport.publish(entriesFrom(sampleEvents(1), 41), { signal: never });
  const [message] = await messages();
  const headers = Object.fromEntries([...message!.headers].map(([name, value]) => [String(name), String(value)]));
  expect(headers).toMatchObject({ ce_specversion: "1.0", ce_id: "r1/1", ce_source: "/pipelines/p1", ce_type: "sluice.document.completed", ce_sluiceoffset: "41", "content-type": "application/json" });
  expect(JSON.parse(String(message!.value))).toEqual(sampleEvents(1)[0]);
  expect(String(message!.key)).toBe("r1");
});

test("a structured message has the whole envelope as its body", async () => {
  const { transport, messages } = await openedTopic({ mode: "structured" });
  await transport.publish(entriesFrom(sampleEvents(1)), { signal: never });
  const [message] = await messages();
  expect([...message!.headers].map(([name, value]) => `${String(name)}: ${String(value)}`)).toEqual(["content-type: application/cloudevents+json; charset=UTF-8"]);
  expect(JSON.parse(String(message!.value))).toMatchObject({ specversion: "1.0", id: "r1/1", partitionkey: "r1", data: { type: "DocumentCompleted" } });
});

test("the events of a run stay in order, and runs are spread over the partitions", async () => {
  const { transport, messages } = await openedTopic({ partitions: 4 });
  const entries = Array.from({ length: 300 }, (_, index) => ({ offset: index + 1, event: { ...pageEvent(index + 1), runId: `run-${index % 10}` } }));
  await transport.publish(entries, { signal: never });
  const found = await messages();
  for (let run = 0; run < 10; run += 1) {
    const own = found.filter(({ key }) => String(key) === `run-${run}`);
    expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
    const sequences = own.map(({ value }) => (JSON.parse(String(value)) as { sequence: number }).sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  }
  expect(new Set(found.map(({ partition }) => partition)).size).toBeGreaterThan(1);
});

test.each(["gzip", "zstd"] as const)("messages compressed with %s come back equal", async (compression) => {
  const { transport, received } = await openedTopic({ compression });
  await transport.publish(entriesFrom(sampleEvents(20)), { signal: never });
  expect(await received()).toEqual(entriesFrom(sampleEvents(20)));
});

test("entries of more bytes than a request may have go in several, in order", async () => {
  const { transport } = await openedTopic();
  const entries = Array.from({ length: 60 }, (_, index) => ({ offset: index + 1, event: { ...pageEvent(index + 1), payload: { text: "x".repeat(50_000) } } }));
  await transport.publish(entries, { signal: never });
  expect(offsetsOfEntries(await takeEntries(transport, { count: 60 }))).toEqual(numbers(1, 60));
});

test("an event that the topic refuses as too large is an error that is not to be tried again", async () => {
  const { transport, received } = await openedTopic({ config: { "max.message.bytes": "20000" }, maxRequestBytes: 15_000 });
  const large = { offset: 1, event: { ...pageEvent(1), payload: { text: "x".repeat(50_000) } } };
  const error = await errorWithCode(transport.publish([large], { signal: never }), "RECORD_TOO_LARGE");
  expect([error.retryable, error.context["apiId"]]).toEqual([false, "MESSAGE_TOO_LARGE"]);
  await transport.publish(entriesFrom(sampleEvents(1), 2), { signal: never });
  expect(offsetsOfEntries(await received())).toEqual([2]);
});

test("a topic that is not there is an error that says so, and trying again may help", async () => {
  const { another } = await openedTopic();
  const transport = await another({ topic: "nowhere" });
  const error = await errorWithCode(transport.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toMatch(/^Cannot publish to topic nowhere at 127\.0\.0\.1:\d+: .*topic/i);
  expect(error.retryable).toBe(true);
});

test("what a consumer holds whose process is killed goes to others of its group", async () => {
  const { transport, another, topic, brokers } = await openedTopic();
  await transport.publish(entriesFrom(sampleEvents(20)), { signal: never });
  await killedWhileHolding({ subpath: "kafka", call: "kafkaTransport", options: { brokers, topic, sessionTimeoutMs: 6_000 } });
  expect(offsetsOfEntries(await takeEntries(await another(), { consumer: "alive", count: 20, timeoutMs: 30_000 }))).toEqual(numbers(1, 20));
});

test("each group gets everything", async () => {
  const { transport } = await openedTopic();
  await transport.publish(entriesFrom(sampleEvents(5)), { signal: never });
  for (const group of ["a", "b"]) expect(offsetsOfEntries(await takeEntries(transport, { group, count: 5 }))).toEqual(numbers(1, 5));
});

test("a new group that begins at the end gets what comes from then on, also while nobody listens", async () => {
  const { transport } = await openedTopic();
  await transport.publish(entriesFrom(sampleEvents(3)), { signal: never });
  await expect(takeEntries(transport, { from: "end", count: 1, timeoutMs: 4_000 })).rejects.toThrow("timeout");
  await transport.publish(entriesFrom(sampleEvents(2), 4), { signal: never });
  expect(offsetsOfEntries(await takeEntries(transport, { from: "end", count: 2 }))).toEqual([4, 5]);
});

test("the consumers of a group share the partitions, and one that comes or goes costs no event", async () => {
  const { transport, another } = await openedTopic({ partitions: 4 });
  const entries = (from: number) => Array.from({ length: 200 }, (_, index) => ({ offset: from + index, event: { ...pageEvent(from + index), runId: `run-${index % 20}` } }));
  await transport.publish(entries(1), { signal: never });
  const seen = { a: new Set<number | null>(), b: new Set<number | null>() };
  const all = (): number => new Set([...seen.a, ...seen.b]).size;
  const stop = { a: new AbortController(), b: new AbortController() };
  const work = async (consumer: "a" | "b"): Promise<void> => {
    const { signal } = stop[consumer];
    for await (const entry of (await another()).consume({ group: "g", consumer, from: "start", signal })) {
      seen[consumer].add(entry.offset);
      await entry.ack();
    }
  };
  const a = work("a").catch((error: unknown) => error);
  await vi.waitFor(() => expect(all()).toBe(200), 20_000);
  const b = work("b").catch((error: unknown) => error);
  await sleep(3_000);
  await transport.publish(entries(201), { signal: never });
  await vi.waitFor(() => expect(all()).toBe(400), 20_000);
  expect(seen.b.size).toBeGreaterThan(0);
  stop.a.abort(new Error("enough"));
  await transport.publish(entries(401), { signal: never });
  await vi.waitFor(() => expect(all()).toBe(600), 20_000);
  stop.b.abort(new Error("enough"));
  expect([await a, await b].map(String)).toEqual(["Error: enough", "Error: enough"]);
});

test("what is acknowledged behind something that is not comes again with it, and says so nowhere", async () => {
  const { transport } = await openedTopic();
  await transport.publish(entriesFrom(sampleEvents(4)), { signal: never });
  for await (const entry of transport.consume({ group: "g", consumer: "c", from: "start" })) {
    if (entry.offset !== 2) await entry.ack();
    if (entry.offset === 4) break;
  }
  expect(offsetsOfEntries(await takeEntries(transport, { count: 3 }))).toEqual([2, 3, 4]);
});

test("reading waits while too many events are in hand", async () => {
  const { transport } = await openedTopic({ maxUnacknowledged: 3 });
  await transport.publish(entriesFrom(sampleEvents(10)), { signal: never });
  const reading = reader(transport, { group: "g", consumer: "c", from: "start" });
  const held = [await reading.next(), await reading.next(), await reading.next()];
  const next = reading.next();
  expect(await Promise.race([next, sleep(500, "waiting")])).toBe("waiting");
  await held[0]!.value!.ack();
  expect((await next).value!.offset).toBe(4);
  await reading.return();
});

test("a group is told what the broker's retention has taken from it", async () => {
  const lost: LostNotice[] = [];
  const { transport, topic, brokers } = await openedTopic({ partitions: 1, onLost: (notice) => lost.push(notice) });
  await transport.publish(entriesFrom(sampleEvents(50)), { signal: never });
  await takeEntries(transport, { count: 10 });
  const admin = new Admin({ clientId: "test", bootstrapBrokers: [...brokers] });
  await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 30n }] }] });
  await admin.close();
  expect(offsetsOfEntries(await takeEntries(transport, { count: 20 }))).toEqual(numbers(31, 50));
  expect(lost).toEqual([{ group: "g", partition: 0, count: 20 }]);
});

test("P9 a login is passed on, and a wrong password is told without it", async () => {
  const { another, received } = await openedTopic();
  const brokers = [serviceAddress("SLUICE_TEST_KAFKA_SASL_BROKERS")];
  const login = (password: string) => ({ brokers, client: { sasl: { mechanism: "PLAIN", username: "sluice", password } } }) as const;
  const known = await another(login(serviceAddress("SLUICE_TEST_KAFKA_PASSWORD")));
  await known.publish(entriesFrom(sampleEvents(1)), { signal: never });
  expect(offsetsOfEntries(await takeEntries(known, { count: 1 }))).toEqual([1]);
  expect(await received()).toHaveLength(1);
  const unknown = await another(login("s3cret"));
  const error = await errorWithCode(unknown.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toMatch(/authentication/i);
  expect(JSON.stringify([error.stack, error.context, String(error.cause)])).not.toContain("s3cret");
});

test("a message that is no event ends the consumer at it, or is told and passed over", async () => {
  const { transport, another, topic, brokers } = await openedTopic();
  const { Producer } = await import("@platformatic/kafka");
  const producer = new Producer<Buffer, Buffer, Buffer, Buffer>({ clientId: "by-hand", bootstrapBrokers: [...brokers] });
  await producer.send({ messages: [{ topic, key: Buffer.from("r1"), value: Buffer.from("hello") }] });
  await producer.close();
  await transport.publish(entriesFrom(sampleEvents(1)), { signal: never });
  const error = await errorWithCode(takeEntries(transport, { count: 2 }), "EVENT_INVALID");
  expect(error.context["place"]).toMatch(`${topic}/`);
  const unreadable: unknown[] = [];
  const lenient = await another({ onUnreadable: (failure) => unreadable.push(failure) });
  expect(offsetsOfEntries(await takeEntries(lenient, { count: 1 }))).toEqual([1]);
  expect(unreadable).toHaveLength(1);
});
