import { setTimeout as pause } from "node:timers/promises";
import { errorMessageOf, type Redactor, SluiceError } from "@sluice/core-events";
import type { Alert } from "./alert.js";
import { type AlertChannel, DeliveryError } from "./alert-channel.js";

/** How often and how long an alert is tried. */
export interface DeliveryPolicy {
  /** Attempts in all. @default 8 */
  readonly maxAttempts: number;
  /** The wait before the second attempt; it doubles each time, and up to half of it is left to chance. @default 1000 */
  readonly initialDelayMs: number;
  /** @default 30000 */
  readonly maxDelayMs: number;
  /** Most time for one alert, attempts and waits together. @default 120000 */
  readonly totalMs: number;
}

export const DEFAULT_DELIVERY: DeliveryPolicy = { maxAttempts: 8, initialDelayMs: 1000, maxDelayMs: 30_000, totalMs: 120_000 };

/** What delivering takes beside the alert and its channel. */
export interface DeliverOptions {
  readonly policy: DeliveryPolicy;
  readonly redactor: Redactor;
  /** Gives up. */
  readonly signal: AbortSignal;
  /** Called before each wait. */
  readonly onRetry?: (() => void) | undefined;
}

/**
 * Sends an alert to a channel, again where that may help. A wait that the receiver asks for is kept, if it fits into the time left.
 *
 * @throws {SluiceError} `ALERT_UNDELIVERED`, without any secret of the channel.
 */
export async function deliver(alert: Alert, channel: AlertChannel, { policy, redactor, signal, onRetry }: DeliverOptions): Promise<void> {
  const deadline = AbortSignal.timeout(policy.totalMs);
  const both = AbortSignal.any([signal, deadline]);
  const endsAt = performance.now() + policy.totalMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await channel.send(alert, { signal: both });
      return;
    } catch (error) {
      const waitMs = waitBefore(error, attempt, policy);
      const fits = waitMs !== null && performance.now() + waitMs < endsAt;
      if (both.aborted || !fits) throw undelivered(error === both.reason ? null : error, { alert, channel, redactor, attempt, why: whyOver(signal, deadline, waitMs) });
      onRetry?.();
      if (!(await paused(waitMs, both))) throw undelivered(error, { alert, channel, redactor, attempt, why: whyOver(signal, deadline, waitMs) });
    }
  }
}

/** Waits, and says whether it could. */
async function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await pause(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false; // which is all that the error says
    throw error;
  }
}

/** The wait after an attempt that failed; `null` if there is to be no other. */
function waitBefore(error: unknown, attempt: number, { maxAttempts, initialDelayMs, maxDelayMs }: DeliveryPolicy): number | null {
  if (!(error instanceof DeliveryError) || !error.retryable || attempt >= maxAttempts) return null;
  const ceiling = Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1));
  return Math.max(ceiling / 2 + (Math.random() * ceiling) / 2, error.retryAfterMs ?? 0);
}

function whyOver(signal: AbortSignal, deadline: AbortSignal, waitMs: number | null): string {
  if (signal.aborted) return "the time for the last alerts is over";
  return deadline.aborted || waitMs !== null ? "the time for it is over" : "";
}

interface Undelivered {
  readonly alert: Alert;
  readonly channel: AlertChannel;
  readonly redactor: Redactor;
  readonly attempt: number;
  readonly why: string;
}

/**
 * The cause is left out on purpose: its own causes name the address.
 *
 * @param error What the last attempt failed with; `null` if it was only cut short.
 */
function undelivered(error: unknown, { alert, channel, redactor, attempt, why }: Undelivered): SluiceError {
  const said = [error === null ? "" : redactor.text(errorMessageOf(error)), why].filter((text) => text !== "").join("; ");
  const attempts = attempt === 1 ? "" : ` (${attempt} attempts)`;
  const message = `Cannot deliver an alert to ${channel.name}: ${said}${attempts}`;
  const status = error instanceof DeliveryError ? error.status : undefined;
  const context = { channel: channel.name, alertId: alert.id, attempts: attempt, ...(status === undefined ? {} : { status }) };
  return new SluiceError(message, { code: "ALERT_UNDELIVERED", context });
}
