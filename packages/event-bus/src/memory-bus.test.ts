import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, expectTypeOf, onTestFinished, test, vi } from "vitest";
import type { DropNotice } from "./bus-reports.js";
import type { OverflowPolicy } from "./event-bus.js";
import { memoryBus } from "./memory-bus.js";
import { pageEvent, sampleEvent, sampleEvents } from "./__fixtures__/sample-events.js";

/** A handler that waits until it is let go, once per event. */
function gate(): { readonly handler: (event: { readonly sequence: number }) => Promise<void>; readonly seen: number[]; readonly open: () => void } {
  const seen: number[] = [];
  let open = (): void => undefined;
  return { seen, open: () => open(), handler: (event) => (seen.push(event.sequence), new Promise((resolve) => (open = resolve))) };
}

const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

test("a subscriber that keeps up has been called when publish() returns", () => {
  const bus = memoryBus();
  const seen: string[] = [];
  bus.subscribe("DocumentFailed", (event) => {
    expectTypeOf(event.error).toEqualTypeOf<string>();
    seen.push(event.error);
  });
  expect(bus.publish(sampleEvent(10))).toBeUndefined();
  expect(seen).toEqual(["Cannot parse"]);
});

test("higher priorities come first, equal ones in the order of subscription", () => {
  const bus = memoryBus();
  const seen: string[] = [];
  for (const [name, priority] of [["a", 0], ["b", 5], ["c", 0], ["d", -1], ["e", 5]] as const) bus.subscribe({ pattern: "*", priority }, () => seen.push(name));
  void bus.publish(sampleEvent(1));
  expect(seen.join("")).toBe("beacd");
});

test("E4 a chain of 100,000 events that publish each other does not recurse", () => {
  const bus = memoryBus();
  let last = 0;
  bus.subscribe("*", (event) => {
    last = event.sequence;
    if (last < 100_000) void bus.publish(pageEvent(last + 1));
  });
  void bus.publish(pageEvent(1));
  expect(last).toBe(100_000);
});

describe("E3 a subscriber that does not keep up", () => {
  async function overrun(overflow: OverflowPolicy): Promise<{ seen: unknown[]; notices: DropNotice[]; dropped: number; errors: unknown[] }> {
    const notices: DropNotice[] = [];
    const errors: unknown[] = [];
    const bus = memoryBus({ onDrop: (notice) => notices.push(notice), onError: (error) => errors.push(error) });
    const seen: unknown[] = [];
    const released = Promise.withResolvers<void>();
    const subscription = bus.subscribe({ pattern: "*", capacity: 3, overflow }, async (event, { missed }) => {
      seen.push([event.sequence, missed]);
      await released.promise;
    });
    for (const event of sampleEvents(7)) void bus.publish(event);
    released.resolve();
    await bus.flush();
    void bus.publish(sampleEvent(8));
    await bus.flush();
    return { seen, notices, errors, dropped: subscription.figures.dropped };
  }

  test("loses the oldest, and is told where", async () => {
    const { seen, dropped, notices } = await overrun("drop-oldest");
    expect(seen).toEqual([[1, 0], [5, 3], [6, 0], [7, 0], [8, 0]]);
    expect([dropped, notices.map(({ event }) => event?.sequence)]).toEqual([3, [2, 3, 4]]);
  });

  test("loses the newest, and is told where", async () => {
    const { seen, dropped } = await overrun("drop-newest");
    expect([seen, dropped]).toEqual([[[1, 0], [2, 0], [3, 0], [4, 0], [8, 3]], 3]);
  });

  test("is disconnected with a typed error", async () => {
    const { seen, dropped, errors, notices } = await overrun("disconnect");
    expect([seen, dropped]).toEqual([[[1, 0]], 4]);
    expect(errors).toMatchObject([{ code: "SUBSCRIBER_TOO_SLOW", context: { capacity: 3 } }]);
    expect(notices).toMatchObject([{ reason: "disconnect", count: 4 }]);
  });

  test("makes publishers wait, and loses nothing", async () => {
    const bus = memoryBus();
    const seen: number[] = [];
    const subscription = bus.subscribe({ pattern: "*", capacity: 2, overflow: "wait" }, async (event) => {
      await turn();
      seen.push(event.sequence);
    });
    let most = 0;
    for (const event of sampleEvents(40)) {
      await bus.publish(event);
      most = Math.max(most, subscription.figures.queued);
    }
    await bus.flush();
    expect(seen).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(2);
  });

  test("makes a publisher fail that never waits", () => {
    const bus = memoryBus({ maxUnawaited: 10 });
    bus.subscribe({ pattern: "*", capacity: 1, overflow: "wait" }, () => new Promise(() => undefined));
    expect(() => {
      for (const event of sampleEvents(100)) void bus.publish(event);
    }).toThrow(RangeError);
  });
});

test("losses are told on the diagnostics channel", () => {
  const told: unknown[] = [];
  const listen = (notice: unknown): void => void told.push(notice);
  subscribe("sluice:event-bus:drop", listen);
  onTestFinished(() => void unsubscribe("sluice:event-bus:drop", listen));
  const bus = memoryBus();
  bus.subscribe({ pattern: "*", capacity: 1, name: "slow" }, () => new Promise(() => undefined));
  for (const event of sampleEvents(3)) void bus.publish(event);
  expect(told).toMatchObject([{ subscription: "slow", reason: "drop-oldest", dropped: 1 }]);
});

test("E3 a slow subscriber that catches up costs a fast one nothing", async () => {
  const bus = memoryBus();
  const slow = gate();
  let fast = 0;
  bus.subscribe("*", slow.handler);
  bus.subscribe("*", () => (fast += 1));
  for (const event of sampleEvents(1000)) void bus.publish(event);
  expect([fast, slow.seen.length]).toEqual([1000, 1]);
  slow.open();
  await turn();
  expect(slow.seen).toEqual([1, 2]);
});

test("without onError a failing handler is a process warning, and a failing onError, too", async () => {
  const warned = vi.spyOn(process, "emitWarning").mockReturnValue();
  onTestFinished(() => warned.mockRestore());
  const bus = memoryBus();
  bus.subscribe("*", () => Promise.reject(new Error("no")));
  void bus.publish(sampleEvent(1));
  await bus.flush();
  const other = memoryBus({ onError: () => { throw new Error("nor this"); } });
  other.subscribe("*", () => { throw new Error("no"); });
  void other.publish(sampleEvent(1));
  expect(warned.mock.calls.map(([text]) => text)).toEqual(["*: no", "*: no", "onError: nor this"]);
});

test("flush() waits for what was published before, not for what comes later", async () => {
  const bus = memoryBus();
  const seen: number[] = [];
  const endless = bus.subscribe({ pattern: "*", capacity: 100_000 }, async (event) => {
    await turn();
    seen.push(event.sequence);
    void bus.publish(pageEvent(event.sequence + 1));
    void bus.publish(pageEvent(event.sequence + 1));
  });
  void bus.publish(pageEvent(1));
  await bus.flush();
  expect(seen).toEqual([1]);
  await endless[Symbol.asyncDispose]();
});

test("flush() honours its signal", async () => {
  const bus = memoryBus();
  bus.subscribe("*", () => new Promise(() => undefined));
  void bus.publish(sampleEvent(1));
  const reason = new Error("stop");
  await expect(bus.flush({ signal: AbortSignal.timeout(5) })).rejects.toThrow("timeout");
  await expect(bus.flush({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("a stream throws when it is disconnected", async () => {
  const bus = memoryBus({ onError: () => undefined });
  const stream = bus.stream({ pattern: "*", capacity: 2, overflow: "disconnect" });
  for (const event of sampleEvents(5)) void bus.publish(event);
  expect((await stream.next()).value?.event).toEqual(sampleEvent(1));
  await expect(stream.next()).rejects.toMatchObject({ code: "SUBSCRIBER_TOO_SLOW" });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("closing ends streams and counts what was left", async () => {
  const notices: DropNotice[] = [];
  const bus = memoryBus({ closeTimeoutMs: 5, onDrop: (notice) => notices.push(notice) });
  const stream = bus.stream("*");
  for (const event of sampleEvents(4)) void bus.publish(event);
  await bus[Symbol.asyncDispose]();
  expect(notices).toMatchObject([{ reason: "closed", count: 3 }]);
  expect((await stream.next()).value?.event).toEqual(sampleEvent(1)); // was handed over before
  expect((await stream.next()).done).toBe(true);
  expect(() => bus.publish(sampleEvent(1))).toThrow(TypeError);
});

test("ten thousand subscriptions that come and go leave nothing behind", async () => {
  const bus = memoryBus();
  const stop = new AbortController();
  for (let n = 0; n < 10_000; n += 1) await bus.subscribe({ pattern: "*", signal: stop.signal }, () => undefined)[Symbol.asyncDispose]();
  const begun = performance.now();
  for (let n = 0; n < 10_000; n += 1) void bus.publish(sampleEvent(1));
  expect(performance.now() - begun).toBeLessThan(500);
});

test.each([
  [{ pattern: "*", capacity: 0 }, RangeError],
  [{ pattern: "*", capacity: Number.NaN }, RangeError],
  [{ pattern: "*", priority: Number.NaN }, RangeError],
  [{ pattern: "*", overflow: "block" as OverflowPolicy }, TypeError],
  [{ pattern: "*", from: 3 }, TypeError],
  [{ pattern: "*", group: "g" }, TypeError],
])("subscribe(%j) is refused at once", (options, type) => expect(() => memoryBus().subscribe(options, () => undefined)).toThrow(type));
