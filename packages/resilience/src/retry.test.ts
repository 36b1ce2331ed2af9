import { SluiceError } from "@sluice/core-events";
import { expect, test } from "vitest";
import { retry, type FailedAttempt } from "./retry.js";
import { retryPolicySchema } from "./retry-policy.js";

const policy = retryPolicySchema.parse({ maxAttempts: 3, initialDelayMs: 2 });
const transient = (): SluiceError => new SluiceError("Cannot connect", { code: "HTTP_TRANSPORT" });

/** An operation that fails `times` times, and how often it was called. */
function failing(times: number, error: () => unknown = transient): { (): string; calls: number } {
  const operation = (): string => {
    operation.calls += 1;
    if (operation.calls <= times) throw error();
    return "done";
  };
  operation.calls = 0;
  return operation;
}

test("D1: it goes on until an attempt succeeds and tells of each retry once, before the wait", async () => {
  const retries: FailedAttempt[] = [];
  expect(await retry(failing(2), { policy, onRetry: (failed) => retries.push(failed) })).toBe("done");
  expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(retries.every(({ delayMs }) => delayMs >= 1 && delayMs <= 4)).toBe(true);
});

test("D6: it makes at most maxAttempts attempts and throws the last error as it is", async () => {
  const operation = failing(Infinity);
  await expect(retry(operation, { policy })).rejects.toMatchObject({ code: "HTTP_TRANSPORT", message: "Cannot connect" });
  expect(operation.calls).toBe(3);
});

test.each([() => new TypeError("wrong"), () => new SluiceError("no", { code: "HTTP_STATUS" }), () => "text"])(
  "D7: what does not say retryable is thrown at once (%#)",
  async (error) => {
    const operation = failing(1, error);
    await expect(retry(operation, { policy })).rejects.toStrictEqual(error());
    expect(operation.calls).toBe(1);
  },
);

test("D2: the wait that the failure asks for is kept", async () => {
  const start = performance.now();
  await retry(failing(1), { policy, delayOf: () => 60 });
  expect(performance.now() - start).toBeGreaterThanOrEqual(60);
});

test.each([null, Number.NaN, -5, Infinity])("D3: asked to wait %d ms, it takes the backoff", async (asked) => {
  const retries: FailedAttempt[] = [];
  await retry(failing(1), { policy, delayOf: () => asked, onRetry: (failed) => retries.push(failed) });
  expect(retries[0]?.delayMs).toBeGreaterThanOrEqual(1);
  expect(retries[0]?.delayMs).toBeLessThanOrEqual(2);
});

test("an abort ends the wait with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("stop");
  const waiting = retry(failing(1), { policy, signal: controller.signal, delayOf: () => 60_000, onRetry: () => controller.abort(reason) });
  await expect(waiting).rejects.toBe(reason);
});

test("an abort in the middle of an attempt gives the reason, not what the attempt threw", async () => {
  const controller = new AbortController();
  const reason = new Error("stop");
  const operation = (): never => {
    controller.abort(reason);
    throw transient();
  };
  await expect(retry(operation, { policy, signal: controller.signal })).rejects.toBe(reason);
});

test("H13: nested by accident, it does not multiply attempts", async () => {
  const operation = failing(Infinity);
  await expect(retry(() => retry(operation, { policy }), { policy })).rejects.toMatchObject({ code: "HTTP_TRANSPORT" });
  expect(operation.calls).toBe(3);
});

test("a layer that makes a single attempt leaves retrying to the one around it", async () => {
  const operation = failing(Infinity);
  const once = (): Promise<unknown> => retry(operation, { policy: { ...policy, maxAttempts: 1 } });
  await expect(retry(once, { policy })).rejects.toMatchObject({ code: "HTTP_TRANSPORT" });
  expect(operation.calls).toBe(3);
});
