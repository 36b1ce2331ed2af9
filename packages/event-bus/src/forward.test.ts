import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { EventTransport } from "./event-transport.js";
import { forward, type Forwarder } from "./forward.js";
import type { ForwardOptions } from "./forward-options.js";
import type { ForwarderNotice } from "./forwarder-notice.js";
import { hybridBus } from "./hybrid-bus.js";
import { fileLogReader } from "./log/event-log-reader.js";
import type { LogNotice } from "./log/log-notice.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { type LineBroker, startedBroker } from "./__fixtures__/line-broker.js";
import { lineTransport } from "./__fixtures__/line-transport.js";
import { numbers, openedLog, writtenLog } from "./__fixtures__/log-helpers.js";
import { pageEvent, sampleEvents } from "./__fixtures__/sample-events.js";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.js";
import { transportContract } from "./testing/transport-contract.js";

const quick: ForwardOptions = { initialDelayMs: 5, maxDelayMs: 40, onError: () => undefined };

function forwarding(log: Parameters<typeof forward>[0], broker: LineBroker, options: ForwardOptions = {}): Forwarder {
  const forwarder = forward(log, lineTransport(() => broker.port), { ...quick, ...options });
  onTestFinished(async () => await forwarder[Symbol.asyncDispose]());
  return forwarder;
}

const offsetsAt = (broker: LineBroker): (number | null)[] => broker.entries.map(({ offset }) => offset);

describe("a transport of lines keeps the contract", () => {
  const open = async () => {
    const broker = await startedBroker();
    return { transport: lineTransport(() => broker.port), received: async () => broker.entries };
  };
  for (const { title, run } of transportContract({ open })) test(title, run);
});

test("a log is forwarded from its first event on, in order, and goes on being so", async () => {
  const broker = await startedBroker();
  const log = await openedLog(temporaryDirectory());
  for (const event of sampleEvents(1_200)) log.append(event);
  const forwarder = forwarding(log, broker);
  await forwarder.acknowledged(1_200);
  log.append(pageEvent(1_201));
  await forwarder.acknowledged(1_201);
  expect(offsetsAt(broker)).toEqual(numbers(1, 1_201));
  expect(broker.entries[0]!.event).toEqual(sampleEvents(1)[0]);
  expect(forwarder.figures).toMatchObject({ state: "forwarding", forwarded: 1_201, lag: 0, failures: 0, lastError: null });
});

test("the next forwarder of a consumer goes on where the one before was", async () => {
  const broker = await startedBroker();
  const directory = temporaryDirectory();
  await writtenLog(directory, 10);
  const reader = fileLogReader(directory);
  const first = forwarding(reader, broker, { consumer: "eu" });
  await first.acknowledged(10);
  await first[Symbol.asyncDispose]();
  expect(first.figures.state).toBe("stopped");
  await writtenLog(directory, 5);
  const second = forwarding(reader, broker, { consumer: "eu" });
  await second.acknowledged(15);
  expect(offsetsAt(broker)).toEqual(numbers(1, 15));
});

test("E9 a broker that is dead at the start, dies mid-run and comes back gets everything, and the run never waits", async () => {
  const broker = await startedBroker();
  await broker.stop();
  const log = await openedLog(temporaryDirectory(), { segmentBytes: 100_000 });
  await using bus = hybridBus({ log });
  const forwarder = forwarding(log, broker, { maxBatch: 100 });
  const publish = async (from: number, to: number): Promise<void> => {
    for (let n = from; n <= to; n += 1) await bus.publish(pageEvent(n));
  };
  await publish(1, 1_000);
  await vi.waitFor(() => expect(forwarder.figures).toMatchObject({ state: "retrying", lag: 1_000 }));
  expect(forwarder.figures.lastError).toContain("ECONNREFUSED");
  await broker.start();
  await vi.waitFor(() => expect(broker.entries.length).toBeGreaterThan(0));
  await broker.stop();
  await publish(1_001, 3_000);
  expect(log.figures.writtenOffset).toBe(3_000);
  await broker.start();
  await forwarder.acknowledged(3_000);
  expect([...new Set(offsetsAt(broker))].sort((a, b) => a! - b!)).toEqual(numbers(1, 3_000));
  expect(forwarder.figures).toMatchObject({ lag: 0, attempts: 0, lastError: null });
});

test("E10 a broker that stores and does not answer gets entries twice, under the same offsets, and never a gap", async () => {
  const broker = await startedBroker();
  broker.breaksAfterStoring = 2;
  const log = await openedLog(temporaryDirectory());
  for (const event of sampleEvents(30)) log.append(event);
  const forwarder = forwarding(log, broker, { maxBatch: 10 });
  await forwarder.acknowledged(30);
  expect(broker.entries).toHaveLength(50);
  expect([...new Set(offsetsAt(broker))]).toEqual(numbers(1, 30));
  expect(forwarder.figures.failures).toBe(2);
});

test("E9 P5 a backlog waits in the log, not in memory", async () => {
  const broker = await startedBroker();
  await broker.stop();
  const directory = temporaryDirectory();
  const log = await openedLog(directory, { sync: "never" });
  const forwarder = forwarding(log, broker);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let n = 1; n <= 100_000; n += 1) {
    const offset = log.append({ ...pageEvent(n), payload: "x".repeat(500) });
    if (n % 500 === 0) await log.settled(offset);
  }
  globalThis.gc?.();
  const grownMb = (process.memoryUsage().heapUsed - before) / 1e6;
  expect(forwarder.figures.lag).toBe(100_000);
  expect(grownMb).toBeLessThan(60); // the log is 80 MB
});

test("a broker that never answers is given up after the deadline, and stopping takes no longer than a moment", async () => {
  const calls: number[] = [];
  const deaf: EventTransport = { name: "deaf", publish: async () => await new Promise(() => calls.push(performance.now())), async [Symbol.asyncDispose]() {} };
  const log = await openedLog(temporaryDirectory());
  log.append(pageEvent(1));
  const forwarder = forward(log, deaf, { ...quick, attemptTimeoutMs: 30 });
  await vi.waitFor(() => expect(calls.length).toBeGreaterThan(2));
  expect(forwarder.figures.lastError).toBe("deaf: no acknowledgement within 30 ms");
  const begun = performance.now();
  await forwarder[Symbol.asyncDispose]();
  expect(performance.now() - begun).toBeLessThan(200);
  await expect(forwarder.acknowledged(1)).rejects.toThrow("stopped");
});

test("who listens on the diagnostics channel is told how a forwarder is doing, at each turn of it", async () => {
  const notices: ForwarderNotice[] = [];
  const listen = (notice: unknown): unknown => notices.push(notice as ForwarderNotice);
  subscribe("sluice:event-bus:forwarder", listen);
  onTestFinished(() => void unsubscribe("sluice:event-bus:forwarder", listen));
  const broker = await startedBroker();
  await broker.stop();
  const log = await openedLog(temporaryDirectory());
  for (const event of sampleEvents(30)) log.append(event);
  const forwarder = forwarding(log, broker, { consumer: "eu", maxBatch: 10 });
  await vi.waitFor(() => expect(notices.at(-1)).toMatchObject({ forwarder: "eu", transport: "line-broker", state: "retrying", lag: 30 }));
  await broker.start();
  await forwarder.acknowledged(30);
  await forwarder[Symbol.asyncDispose]();
  expect(notices[0]).toMatchObject({ state: "forwarding", lag: 30, failures: 0 });
  expect(notices.slice(-4).map(({ state, lag }) => [state, lag])).toEqual([["forwarding", 20], ["forwarding", 10], ["forwarding", 0], ["stopped", 0]]);
});

test("the lag behind a log that another process writes is known during an outage, too", async () => {
  const broker = await startedBroker();
  await broker.stop();
  const directory = temporaryDirectory();
  await writtenLog(directory, 1_500);
  const forwarder = forwarding(fileLogReader(directory), broker);
  await vi.waitFor(() => expect(forwarder.figures).toMatchObject({ state: "retrying", lag: 1_500 }));
  await writtenLog(directory, 500);
  await vi.waitFor(() => expect(forwarder.figures.lag).toBe(2_000), 5_000);
});

test("only what is synced is forwarded", async () => {
  const broker = await startedBroker();
  const log = await openedLog(temporaryDirectory(), { syncIntervalMs: 60_000 });
  const forwarder = forwarding(log, broker);
  log.append(pageEvent(1));
  await log.flush();
  await forwarder.acknowledged(1);
  await log.settled(log.append(pageEvent(2)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(offsetsAt(broker)).toEqual([1]);
  await log.flush();
  await forwarder.acknowledged(2);
});

test("only wanted types go, and the position passes the others", async () => {
  const broker = await startedBroker();
  const directory = temporaryDirectory();
  await writtenLog(directory, 25);
  const forwarder = forwarding(fileLogReader(directory), broker, { pattern: "*Failed" });
  await forwarder.acknowledged(25);
  expect(offsetsAt(broker)).toEqual([10, 20]);
});

test("an event refused for good stops the forwarder at it, or is passed over where that is wanted", async () => {
  const broker = await startedBroker();
  broker.refuses = "fern 7";
  const directory = temporaryDirectory();
  await writtenLog(directory, 9);
  const stopped = forwarding(fileLogReader(directory), broker, { consumer: "strict" });
  expect((await errorWithCode(stopped.done, "EVENT_INVALID")).retryable).toBe(false);
  expect(offsetsAt(broker)).toEqual(numbers(1, 6));
  broker.entries.length = 0;
  const refused: number[] = [];
  const passing = forwarding(fileLogReader(directory), broker, { consumer: "lenient", onRefused: ({ offset }) => refused.push(offset) });
  await passing.acknowledged(9);
  expect([refused, offsetsAt(broker), passing.figures.refused]).toEqual([[7], [1, 2, 3, 4, 5, 6, 8, 9], 1]);
});

test("events that retention had removed are told and counted", async () => {
  const broker = await startedBroker();
  const directory = temporaryDirectory();
  await fileLogReader(directory).consumerOffset("late").save(3);
  await writtenLog(directory, 300, { segmentBytes: 8_192, retention: { maxSegments: 2, keepUnread: false } });
  const reader = fileLogReader(directory);
  const { first } = await reader.range();
  const notices: LogNotice[] = [];
  const forwarder = forwarding(reader, broker, { consumer: "late", onNotice: (notice) => notices.push(notice) });
  await forwarder.acknowledged(300);
  expect(notices).toEqual([{ kind: "gap", from: 4, to: first - 1 }]);
  expect([forwarder.figures.missed, offsetsAt(broker)[0]]).toEqual([first - 4, first]);
});

test("a log that ends before what was acknowledged is refused", async () => {
  const broker = await startedBroker();
  const directory = temporaryDirectory();
  await writtenLog(directory, 3);
  await fileLogReader(directory).consumerOffset("c").save(9);
  const forwarder = forwarding(fileLogReader(directory), broker, { consumer: "c" });
  expect((await errorWithCode(forwarder.done, "LOG_TRUNCATED")).context).toMatchObject({ acknowledged: 9, lastOffset: 3 });
  await errorWithCode(forwarder.acknowledged(9), "LOG_TRUNCATED");
});

test.each([{ maxBatch: 0 }, { attemptTimeoutMs: 0 }, { initialDelayMs: 0 }, { from: -1 }])("%j is refused at once", (options) => {
  expect(() => forward(fileLogReader("x"), lineTransport(() => 1), options)).toThrow(RangeError);
});
