import { getEventListeners } from "node:events";
import { SluiceError } from "@sluice/core-events";
import { expect, test, vi } from "vitest";
import { CircuitBreaker, type CircuitChange } from "./circuit-breaker.js";
import { sleep } from "./sleep.js";

const failure = new SluiceError("Cannot connect", { code: "HTTP_TRANSPORT" });
const fail = (): never => {
  throw failure;
};

/** A breaker that has just opened, and what it reports. */
async function opened(resetMs = 30): Promise<{ breaker: CircuitBreaker; changes: CircuitChange[]; onChange: (change: CircuitChange) => void }> {
  const breaker = new CircuitBreaker("api", { failures: 2, resetMs });
  const changes: CircuitChange[] = [];
  const onChange = (change: CircuitChange): void => void changes.push(change);
  for (let n = 0; n < 2; n += 1) await breaker.run(fail, { onChange }).catch(() => undefined);
  return { breaker, changes, onChange };
}

test("D12: it opens after the failures in a row, and then calls nothing", async () => {
  const { breaker, changes } = await opened();
  const operation = vi.fn();
  await expect(breaker.run(operation)).rejects.toMatchObject({ code: "CIRCUIT_OPEN", retryable: true, context: { circuit: "api" } });
  expect(operation).not.toHaveBeenCalled();
  expect(changes).toEqual([{ circuit: "api", oldState: "closed", newState: "open", reason: "2 failures in a row: HTTP_TRANSPORT" }]);
});

test("a success in between starts the count anew, and so does an error that is no failure", async () => {
  const breaker = new CircuitBreaker("api", { failures: 2, resetMs: 30 });
  await breaker.run(fail).catch(() => undefined);
  await breaker.run(() => "fine");
  await breaker.run(fail).catch(() => undefined);
  await breaker.run(fail, { isFailure: () => false }).catch(() => undefined);
  await breaker.run(fail).catch(() => undefined);
  expect(breaker.state).toBe("closed");
});

test("D12: one probe is made though 50 wait, and its success lets all of them through", async () => {
  const { breaker, changes, onChange } = await opened();
  await sleep(35);
  let running = 0;
  let most = 0;
  const operation = async (): Promise<string> => {
    if (breaker.state === "half-open") most = Math.max(most, (running += 1));
    await sleep(20);
    return "fine";
  };
  const results = await Promise.all(Array.from({ length: 50 }, () => breaker.run(operation, { onChange })));
  expect([results.length, most]).toEqual([50, 1]);
  expect(changes.slice(1).map(({ newState }) => newState)).toEqual(["half-open", "closed"]);
});

test("D12: a probe that fails opens the circuit again for all that wait", async () => {
  const { breaker, changes, onChange } = await opened();
  await sleep(35);
  let calls = 0;
  const operation = async (): Promise<never> => {
    calls += 1;
    await sleep(5);
    return fail();
  };
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => breaker.run(operation, { onChange })));
  const codes = results.map((result) => (result.status === "rejected" ? (result.reason as SluiceError).code : "fine"));
  expect(calls).toBe(1);
  expect(codes.filter((code) => code === "CIRCUIT_OPEN")).toHaveLength(49);
  expect(changes.slice(1).map(({ reason }) => reason)).toEqual([null, "the probe failed: HTTP_TRANSPORT"]);
});

test("D12: failures in parallel never wedge it", async () => {
  const breaker = new CircuitBreaker("api", { failures: 3, resetMs: 10 });
  for (let round = 0; round < 20; round += 1) {
    const calls = Array.from({ length: 10 }, (_, n) => breaker.run(() => sleep(n).then(fail)).catch(() => undefined));
    await Promise.all(calls);
    await sleep(11);
  }
  expect(await breaker.run(() => "fine")).toBe("fine");
  expect(breaker.state).toBe("closed");
});

test("a call that began before the circuit opened has no say in the probe", async () => {
  const { breaker } = await opened();
  const probing = new CircuitBreaker("late", { failures: 1, resetMs: 20 });
  const late = probing.run(() => sleep(40).then(fail)).catch(() => undefined);
  await probing.run(fail).catch(() => undefined);
  await sleep(25);
  const probe = probing.run(() => sleep(40).then(() => "fine"));
  await late;
  expect(probing.state).toBe("half-open");
  expect(await probe).toBe("fine");
  expect([probing.state, breaker.state]).toEqual(["closed", "open"]);
});

test("a probe that is aborted leaves its place to the next", async () => {
  const { breaker } = await opened();
  await sleep(35);
  const controller = new AbortController();
  const probe = breaker.run(() => sleep(60_000, controller.signal), { signal: controller.signal });
  const next = breaker.run(() => "fine");
  controller.abort(new Error("stop"));
  await expect(probe).rejects.toThrow("stop");
  expect(await next).toBe("fine");
});

test("whoever waits for a probe hears an abort at once, and leaves no listener", async () => {
  const { breaker } = await opened();
  await sleep(35);
  const stop = new AbortController();
  const probe = breaker.run(() => sleep(60_000, stop.signal), { signal: stop.signal }).catch(() => undefined);
  const { signal, abort } = ((controller) => ({ signal: controller.signal, abort: () => controller.abort(new Error("gone")) }))(new AbortController());
  const waiting = breaker.run(() => "fine", { signal });
  await sleep(5);
  abort();
  await expect(waiting).rejects.toThrow("gone");
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  stop.abort();
  await probe;
});

test("D14: a wall clock that is set back does not keep it open", async () => {
  const { breaker } = await opened();
  const jump = vi.spyOn(Date, "now").mockReturnValue(0);
  await sleep(35);
  expect(await breaker.run(() => "fine")).toBe("fine");
  jump.mockRestore();
});
