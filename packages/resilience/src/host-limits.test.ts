import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { HostLimits, type HostWait } from "./host-limits.js";
import { sleep } from "./sleep.js";

test("D5: a pause holds for every call to the host, and for no other host", async () => {
  const limits = new HostLimits();
  limits.pause("a", 60);
  const start = performance.now();
  const since = async (host: string): Promise<number> => {
    using _call = await limits.enter(host);
    return performance.now() - start;
  };
  const [a1, a2, b] = await Promise.all([since("a"), since("a"), since("b")]);
  expect([Math.min(a1, a2) >= 60, b < 50]).toEqual([true, true]);
});

test("a pause is only ever prolonged", () => {
  const limits = new HostLimits();
  limits.pause("a", 60_000);
  limits.pause("a", 10);
  expect(limits.pauseMs("a")).toBeGreaterThan(59_000);
  expect(limits.pauseMs("b")).toBe(0);
});

test("a pause that another call is told of holds for those already in line", async () => {
  const limits = new HostLimits({ rateLimit: { perSecond: 20, burst: 1 } });
  (await limits.enter("a"))[Symbol.dispose]();
  const start = performance.now();
  const waiting = limits.enter("a");
  limits.pause("a", 120);
  (await waiting)[Symbol.dispose]();
  expect(performance.now() - start).toBeGreaterThanOrEqual(119);
});

test("calls to one host are limited in number, those to another are not", async () => {
  const limits = new HostLimits({ concurrency: 1 });
  const first = await limits.enter("a");
  let second = false;
  const waiting = limits.enter("a").then((call) => {
    second = true;
    return call;
  });
  (await limits.enter("b"))[Symbol.dispose]();
  expect(second).toBe(false);
  first[Symbol.dispose]();
  (await waiting)[Symbol.dispose]();
});

test("D5: an abort gives slot and permit back, and leaves no listener", async () => {
  const limits = new HostLimits({ concurrency: 1, rateLimit: { perSecond: 100, burst: 1 } });
  limits.pause("a", 60_000);
  const controller = new AbortController();
  const waiting = [limits.enter("a", { signal: controller.signal }), limits.enter("a", { signal: controller.signal })];
  await sleep(5);
  controller.abort(new Error("stop"));
  for (const result of await Promise.allSettled(waiting)) expect(result).toMatchObject({ reason: { message: "stop" } });
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  (await limits.enter("b"))[Symbol.dispose]();
});

test("waits are told before they begin, with their cause", async () => {
  const limits = new HostLimits({ rateLimit: { perSecond: 50, burst: 1 } });
  const waits: HostWait[] = [];
  const onWait = (wait: HostWait): void => void waits.push(wait);
  limits.pause("a", 10);
  await limits.enter("a", { onWait });
  await limits.enter("a", { onWait });
  expect(waits.map(({ host, cause }) => `${host} ${cause}`)).toEqual(["a pause", "a rate-limit"]);
});

test("what onWait throws ends the call, and its place is free again", async () => {
  const limits = new HostLimits({ concurrency: 1 });
  limits.pause("a", 50);
  const refuse = (): never => {
    throw new Error("too long");
  };
  await expect(limits.enter("a", { onWait: refuse })).rejects.toThrow("too long");
  (await limits.enter("a"))[Symbol.dispose]();
});

test("10,000 hosts are not kept", async () => {
  const limits = new HostLimits();
  for (let n = 0; n < 10_000; n += 1) (await limits.enter(`host-${n}`))[Symbol.dispose]();
  limits.pause("kept", 60_000);
  for (let n = 0; n < 2_000; n += 1) (await limits.enter(`other-${n}`))[Symbol.dispose]();
  expect(limits.pauseMs("kept")).toBeGreaterThan(59_000);
});
