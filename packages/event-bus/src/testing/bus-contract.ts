import assert from "node:assert/strict";
import type { ContractCase } from "@sluice/core-events/testing";
import type { BusEvent, EventBus } from "../event-bus.js";
import type { ReportOptions } from "../bus-reports.js";

/** What {@link busContract} needs to know. */
export interface BusContractOptions {
  /** A fresh bus that reports as told, and what takes it away again. Called once per case. */
  readonly open: (reports: ReportOptions) => Promise<EventBus>;
}

/** The contract that every bus keeps, as cases for any test runner. */
export function busContract({ open }: BusContractOptions): ContractCase[] {
  return [
    {
      title: "a subscriber gets what matches its pattern, in order, once",
      run: async () => {
        await using bus = await open({});
        const seen: number[] = [];
        bus.subscribe("Document*", (event) => seen.push(event.sequence));
        for (const event of [numbered(1), numbered(2, "RunStarted"), numbered(3)]) await bus.publish(event);
        await bus.flush();
        assert.deepEqual(seen, [1, 3]);
      },
    },
    {
      title: "events that are published together come in order, among those published alone",
      run: async () => {
        await using bus = await open({});
        const seen: number[] = [];
        bus.subscribe("*", (event) => seen.push(event.sequence));
        const first = bus.publish(numbered(1));
        const batch = bus.publishAll([numbered(2), numbered(3), numbered(4)]);
        const last = bus.publish(numbered(5));
        await Promise.all([first, batch, last, bus.publishAll([])]);
        await bus.flush();
        assert.deepEqual(seen, [1, 2, 3, 4, 5]);
      },
    },
    {
      title: "an event of an unknown type comes through untouched",
      run: async () => {
        await using bus = await open({});
        const seen: unknown[] = [];
        bus.subscribe("*", (event) => seen.push(event));
        const event = { type: "DocumentArchived", version: 7, shelf: { row: 3, note: "line\nfeed \u2028 \ud800" } };
        await bus.publish(event);
        await bus.flush();
        assert.deepEqual(seen, [event]);
      },
    },
    {
      title: "E3 a handler that fails is reported and costs nobody anything",
      run: async () => {
        const errors: unknown[] = [];
        await using bus = await open({ onError: (error) => errors.push(error) });
        const seen: number[] = [];
        const failing = bus.subscribe({ pattern: "*", priority: 1 }, () => {
          throw new Error("no");
        });
        const rejecting = bus.subscribe("*", async () => Promise.reject(new Error("never")));
        bus.subscribe("*", (event) => seen.push(event.sequence));
        for (let n = 1; n <= 3; n += 1) await bus.publish(numbered(n));
        await bus.flush();
        assert.deepEqual(seen, [1, 2, 3]);
        assert.deepEqual([failing.figures.failed, rejecting.figures.failed, errors.length], [3, 3, 6]);
      },
    },
    {
      title: "E3 a handler that never ends holds up neither the others nor the closing",
      run: async () => {
        const seen: number[] = [];
        {
          await using bus = await open({});
          bus.subscribe("*", () => new Promise<never>(() => undefined));
          bus.subscribe("*", (event) => seen.push(event.sequence));
          for (let n = 1; n <= 50; n += 1) await bus.publish(numbered(n));
          await until(() => seen.length === 50);
        }
        assert.equal(seen.length, 50);
      },
    },
    {
      title: "an asynchronous handler gets one event at a time, in order",
      run: async () => {
        await using bus = await open({});
        const seen: number[] = [];
        let running = 0;
        bus.subscribe("*", async (event) => {
          running += 1;
          await new Promise((resolve) => setImmediate(resolve));
          seen.push(running, event.sequence);
          running -= 1;
        });
        for (let n = 1; n <= 4; n += 1) await bus.publish(numbered(n));
        await bus.flush();
        assert.deepEqual(seen, [1, 1, 1, 2, 1, 3, 1, 4]);
      },
    },
    {
      title: "E4 what a handler publishes comes behind what it answers, for everybody",
      run: async () => {
        await using bus = await open({});
        const seen: string[] = [];
        bus.subscribe({ pattern: "DocumentStarted", priority: 1 }, (event) => bus.publish(numbered(event.sequence + 100, "StageStarted")));
        bus.subscribe("*", (event) => seen.push(event.type));
        await bus.publish(numbered(1));
        await until(() => seen.length === 2);
        assert.deepEqual(seen, ["DocumentStarted", "StageStarted"]);
      },
    },
    {
      title: "a stream gives events until it is left, and its subscription ends with it",
      run: async () => {
        await using bus = await open({});
        const stream = bus.stream("*");
        const publishing = (async () => {
          for (let n = 1; n <= 5; n += 1) await bus.publish(numbered(n));
        })();
        const seen: number[] = [];
        for await (const { event } of stream) if (seen.push(event.sequence) === 3) break;
        await publishing;
        await stream.closed;
        assert.deepEqual(seen, [1, 2, 3]);
      },
    },
    {
      title: "a subscription that is disposed or whose signal aborts gets nothing more",
      run: async () => {
        await using bus = await open({});
        const stop = new AbortController();
        const seen: string[] = [];
        const disposed = bus.subscribe("*", () => seen.push("disposed"));
        const aborted = bus.subscribe({ pattern: "*", signal: stop.signal }, () => seen.push("aborted"));
        bus.subscribe("*", () => seen.push("open"));
        await disposed[Symbol.asyncDispose]();
        stop.abort();
        await aborted.closed;
        await bus.publish(numbered(1));
        await bus.flush();
        assert.deepEqual(seen, ["open"]);
      },
    },
    {
      title: "E12 a replayed event is marked, and kept from handlers with side effects",
      run: async () => {
        await using bus = await open({});
        const seen: unknown[] = [];
        const acting = bus.subscribe({ pattern: "*", sideEffects: true }, () => seen.push("acted"));
        bus.subscribe("*", (_, { replayed, offset }) => seen.push([replayed, offset]));
        await bus.deliver({ event: numbered(1), offset: 41, replayed: true, missed: 0 });
        await until(() => seen.length === 1);
        assert.deepEqual([seen, acting.figures.skipped], [[[true, 41]], 1]);
      },
    },
  ];
}

function numbered(sequence: number, type = "DocumentStarted"): BusEvent {
  return { type, version: 1, sequence, timestamp: 0, runId: "contract", pipelineId: "contract", docId: `d${sequence}`, adapter: "contract", parameters: {} };
}

/** Waits until a condition holds, which it must within five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!condition()) {
    assert.ok(performance.now() < end, "it happens within five seconds");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
