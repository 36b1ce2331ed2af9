import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, vi } from "vitest";
import type { ConsumingTransport } from "../consuming-transport.js";
import { forward, type Forwarder } from "../forward.js";
import { hybridBus } from "../hybrid-bus.js";
import { openedLog } from "./log-helpers.js";
import type { OwnService } from "./own-service.js";
import { pageEvent } from "./sample-events.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** A run that publishes through a hybrid bus, whose log is forwarded. */
export interface ForwardedRun {
  readonly forwarder: Forwarder;
  /** Publishes these events, each with so much text, and says how long the slowest publication took, in milliseconds. */
  readonly publish: (from: number, to: number, textChars?: number) => Promise<number>;
}

export async function forwardedRun(transport: ConsumingTransport): Promise<ForwardedRun> {
  const log = await openedLog(temporaryDirectory(), { segmentBytes: 4_000_000, syncIntervalMs: 20 });
  const bus = hybridBus({ log });
  const forwarder = forward(log, transport, { initialDelayMs: 20, maxDelayMs: 200, attemptTimeoutMs: 15_000 });
  onTestFinished(async () => {
    await forwarder[Symbol.asyncDispose]();
    await bus[Symbol.asyncDispose]();
  });
  const publish = async (from: number, to: number, textChars = 0): Promise<number> => {
    let slowest = 0;
    const payload = { text: "x".repeat(textChars) };
    for (let n = from; n <= to; n += 1) {
      const begun = performance.now();
      await bus.publish({ ...pageEvent(n), payload });
      slowest = Math.max(slowest, performance.now() - begun);
    }
    return slowest;
  };
  return { forwarder, publish };
}

/** Takes the server down and up around a run: before its start, in the middle, and for long. Everything arrives, and the run never waits. */
export async function survivesOutages(service: OwnService, transport: ConsumingTransport): Promise<void> {
  const { forwarder, publish } = await forwardedRun(transport);
  await service.crash();
  await publish(1, 500);
  await vi.waitFor(() => expect(forwarder.figures).toMatchObject({ state: "retrying", lag: 500, forwarded: 0 }), 10_000);
  expect(forwarder.figures.lastError).toContain("ECONNREFUSED");
  await service.restart();
  await forwarder.acknowledged(500, { signal: AbortSignal.timeout(30_000) });
  const running = publish(501, 20_500);
  await sleep(20);
  await service.crash();
  expect(await running).toBeLessThan(1_000);
  await sleep(5_000);
  const before = forwarder.figures;
  expect(before).toMatchObject({ state: "retrying" });
  expect(before.attempts).toBeGreaterThan(5);
  const sockets = socketCount();
  await sleep(3_000);
  expect(socketCount()).toBeLessThanOrEqual(sockets + 2); // each attempt cleans up behind itself
  await service.restart();
  await forwarder.acknowledged(20_500, { signal: AbortSignal.timeout(60_000) });
  expect(forwarder.figures).toMatchObject({ state: "forwarding", lag: 0, missed: 0, refused: 0, lastError: null });
}

/** What a consumer must have seen: every offset, each for the first time in order, and what came twice with the same id. */
export function expectAtLeastOnce(seen: readonly { readonly offset: number | null; readonly id: string }[], last: number): void {
  const ids = new Map<number, string>();
  let next = 1;
  for (const { offset, id } of seen) {
    const known = ids.get(offset ?? 0);
    if (known === undefined) {
      expect(offset).toBe(next);
      next += 1;
      ids.set(offset ?? 0, id);
    } else expect(id).toBe(known);
  }
  expect(next - 1).toBe(last);
}

function socketCount(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).length;
}
