import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { UsageCounters } from "./usage-counters.js";

test("a call costs less than a microsecond without places", () => {
  const counters = new UsageCounters({ maxPlaces: 0 });
  const calls = channel("sluice:adoption:test");
  subscribe("sluice:adoption:test", counters.count);
  const publish = (times: number): void => {
    for (let i = 0; i < times; i += 1) calls.publish({ method: "iterResults", pipelineId: "p", adapter: "a" });
  };
  publish(20_000);
  const start = performance.now();
  publish(200_000);
  const microsecondsPerCall = ((performance.now() - start) * 1000) / 200_000;
  unsubscribe("sluice:adoption:test", counters.count);
  expect(counters.counts().calls.iterResults).toBe(220_000);
  expect(microsecondsPerCall).toBeLessThan(1);
});

test("looking at the stack leaves the settings of the process as they were", () => {
  const counters = new UsageCounters({ maxPlaces: 10 });
  // eslint-disable-next-line @typescript-eslint/unbound-method -- compared, never called
  const settings = (): unknown => ({ limit: Error.stackTraceLimit, prepare: Error.prepareStackTrace });
  const before = settings();
  counters.count({ method: "runAsync" });
  expect(settings()).toEqual(before);
  expect([counters.places(), counters.callsWithoutPlace]).toEqual([[], 1]);
});
