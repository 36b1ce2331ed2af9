import { describe, expect, test, vi } from "vitest";
import type { LostNotice } from "./redis.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { killedWhileHolding } from "./__fixtures__/killed-consumer.js";
import { numbers } from "./__fixtures__/log-helpers.js";
import { openedStream } from "./__fixtures__/redis-server.js";
import { sampleEvents } from "./__fixtures__/sample-events.js";
import { serviceAddress } from "./__fixtures__/service-address.js";
import { entriesFrom, offsetsOfEntries, reader, takeEntries } from "./__fixtures__/take-entries.js";
import { transportContract } from "./testing/transport-contract.js";

const never = new AbortController().signal;

describe("a stream of Redis keeps the contract of transports", () => {
  for (const { title, run } of transportContract({ open: openedStream })) test(title, run);
});

test("a message has the id that tells what comes twice, the type, the offset and the event", async () => {
  const { transport, other, stream } = await openedStream();
  await transport.publish(entriesFrom(sampleEvents(1), 41), { signal: never });
  const [stored] = (await other.xRange(stream, "-", "+"))!;
  expect(stored?.message).toEqual({ id: "r1/1", type: "DocumentCompleted", offset: "41", event: JSON.stringify(sampleEvents(1)[0]) });
});

test("the consumers of a group share the events, and each goes to one of them", async () => {
  const { transport, another } = await openedStream();
  await transport.publish(entriesFrom(sampleEvents(400)), { signal: never });
  const seen: (number | null)[] = [];
  const work = async (consumer: string): Promise<void> => {
    for await (const entry of (await another()).consume({ group: "g", consumer, from: "start" })) {
      seen.push(entry.offset);
      await entry.ack();
      if (seen.length >= 400) return;
      if (seen.length > 390) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  await Promise.race([work("a"), work("b")]);
  expect([...seen].sort((a, b) => a! - b!)).toEqual(numbers(1, 400));
});

test("what a consumer holds whose process is killed is taken over", async () => {
  const { transport, another, stream } = await openedStream({ takeOverAfterMs: 1_000 });
  await transport.publish(entriesFrom(sampleEvents(20)), { signal: never });
  const options = { url: serviceAddress("SLUICE_TEST_REDIS_URL"), stream, takeOverAfterMs: 1_000 };
  await killedWhileHolding({ subpath: "redis", call: "redisTransport", options });
  expect(new Set(offsetsOfEntries(await takeEntries(await another(), { consumer: "alive", count: 20 }))).size).toBe(20);
});

test("each group gets everything", async () => {
  const { transport } = await openedStream();
  await transport.publish(entriesFrom(sampleEvents(5)), { signal: never });
  for (const group of ["a", "b"]) expect(offsetsOfEntries(await takeEntries(transport, { group, count: 5 }))).toEqual(numbers(1, 5));
});

test("a new group that begins at the end gets what comes from then on, also while nobody listens", async () => {
  const { transport } = await openedStream();
  await transport.publish(entriesFrom(sampleEvents(3)), { signal: never });
  await expect(takeEntries(transport, { from: "end", count: 1, timeoutMs: 300 })).rejects.toThrow("timeout");
  await transport.publish(entriesFrom(sampleEvents(2), 4), { signal: never });
  expect(offsetsOfEntries(await takeEntries(transport, { from: "end", count: 2 }))).toEqual([4, 5]);
});

test("what a dead consumer has not acknowledged is taken over, marked as redelivered", async () => {
  const { transport, another } = await openedStream({ takeOverAfterMs: 1_000 });
  await transport.publish(entriesFrom(sampleEvents(6)), { signal: never });
  await takeEntries(transport, { consumer: "dead", count: 4, acknowledges: 1 });
  const begun = performance.now();
  const taken = await takeEntries(await another(), { consumer: "alive", count: 5 });
  expect(offsetsOfEntries(taken).sort()).toEqual(numbers(2, 6));
  expect(taken.filter(({ redelivered }) => redelivered).length).toBeGreaterThanOrEqual(3);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test("what a slow consumer that lives has in hand is left to it", async () => {
  const { transport, another } = await openedStream({ takeOverAfterMs: 1_000 });
  await transport.publish(entriesFrom(sampleEvents(3)), { signal: never });
  const slow = reader(transport, { group: "g", consumer: "slow", from: "start" });
  const held = (await slow.next()).value!;
  const signal = AbortSignal.timeout(3_000);
  const other: unknown[] = [];
  const watching = (async () => {
    for await (const { offset } of (await another()).consume({ group: "g", consumer: "other", signal })) other.push(offset);
  })();
  await expect(watching).rejects.toThrow("timeout");
  expect(other).toEqual([]);
  await held.ack();
  await slow.return();
});

test("reading waits while too many events are in hand", async () => {
  const { transport } = await openedStream({ maxUnacknowledged: 3 });
  await transport.publish(entriesFrom(sampleEvents(10)), { signal: never });
  const reading = reader(transport, { group: "g", consumer: "c", from: "start" });
  const held = [await reading.next(), await reading.next(), await reading.next()];
  const next = reading.next();
  expect(await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 300, "waiting"))])).toBe("waiting");
  await held[1]!.value!.ack();
  expect((await next).value!.offset).toBe(4);
  await reading.return();
});

test("the stream is trimmed, and a group is told what it has lost by that", async () => {
  const { transport, received, other, stream } = await openedStream({ maxLength: 1_000, onLost: (notice) => lost.push(notice) });
  const lost: LostNotice[] = [];
  await transport.publish(entriesFrom(sampleEvents(500)), { signal: never });
  await takeEntries(transport, { count: 10 });
  for (let from = 501; from < 3_000; from += 500) await transport.publish(entriesFrom(sampleEvents(500), from), { signal: never });
  const kept = await received();
  expect(kept.length).toBeLessThan(1_200);
  expect(lost).toEqual([]);
  const entries = await takeEntries(transport, { count: kept.length });
  expect(offsetsOfEntries(entries)).toEqual(numbers(3_001 - kept.length, 3_000));
  const count = lost.reduce((sum, notice) => sum + notice.count, 0);
  expect(count).toBe(3_000 - 10 - kept.length);
  expect(lost[0]).toMatchObject({ group: "g", partition: null });
  expect((await other.xPending(stream, "g")).pending).toBe(0);
});

test("what is removed before it was read, and what a consumer had in hand, is told as lost once", async () => {
  const lost: LostNotice[] = [];
  const { transport, other, stream } = await openedStream({ onLost: (notice) => lost.push(notice) });
  await transport.publish(entriesFrom(sampleEvents(1_000)), { signal: never });
  await takeEntries(transport, { count: 5, acknowledges: 0 });
  await other.xTrim(stream, "MAXLEN", 0);
  await transport.publish(entriesFrom(sampleEvents(2), 1_001), { signal: never });
  expect(offsetsOfEntries(await takeEntries(transport, { count: 2 }))).toEqual([1_001, 1_002]);
  expect(lost.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
});

test("events are removed by age", async () => {
  const { transport, received } = await openedStream({ maxAgeMs: 1 });
  for (let n = 0; n < 10; n += 1) await transport.publish(entriesFrom(sampleEvents(100), n * 100 + 1), { signal: never });
  expect((await received()).length).toBeLessThan(500);
});

test("a message that is no event ends the consumer at it, or is told and passed over", async () => {
  const { transport, another, other, stream } = await openedStream();
  await other.xAdd(stream, "*", { event: "{" });
  await other.xAdd(stream, "*", { note: "by hand" });
  await transport.publish(entriesFrom(sampleEvents(1)), { signal: never });
  expect((await errorWithCode(takeEntries(transport, { count: 1 }), "EVENT_INVALID")).message).toContain(` at ${stream}/`);
  const unreadable: unknown[] = [];
  const lenient = await another({ onUnreadable: (error) => unreadable.push(error) });
  expect(offsetsOfEntries(await takeEntries(lenient, { count: 1 }))).toEqual([1]);
  expect(unreadable).toHaveLength(2);
  expect((await other.xPending(stream, "g")).pending).toBe(0);
});

test("a key that holds something else is an error that says so, and trying again may help", async () => {
  const { transport, other, stream } = await openedStream();
  await other.set(stream, "text");
  const error = await errorWithCode(transport.publish(entriesFrom(sampleEvents(2)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toContain("WRONGTYPE");
  expect(error.retryable).toBe(true);
});

test("P9 a login is passed on, and a wrong password is told without it", async () => {
  const { another, other, stream } = await openedStream();
  await other.sendCommand(["ACL", "SETUSER", "ingest", "on", ">p4ssw0rd", "~test:*", "+@all"]);
  const { host } = new URL(serviceAddress("SLUICE_TEST_REDIS_URL"));
  const known = await another({ url: `redis://ingest:p4ssw0rd@${host}` });
  await known.publish(entriesFrom(sampleEvents(1)), { signal: never });
  expect(await other.xLen(stream)).toBe(1);
  const unknown = await another({ url: `redis://ingest:s3cret@${host}` });
  const error = await errorWithCode(unknown.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toContain("WRONGPASS");
  expect(JSON.stringify([error.stack, error.context, String(error.cause)])).not.toContain("s3cret");
});

test("leaving a consumer closes its connections", async () => {
  const { transport, other } = await openedStream();
  await transport.publish(entriesFrom(sampleEvents(2)), { signal: never });
  const before = (await other.sendCommand<string>(["CLIENT", "LIST"])).split("\n").length;
  await takeEntries(transport, { count: 1 });
  await vi.waitFor(async () => expect((await other.sendCommand<string>(["CLIENT", "LIST"])).split("\n").length).toBe(before));
});
