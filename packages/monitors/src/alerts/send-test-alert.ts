import { Redactor, type SluiceError } from "@sluice/core-events";
import { testAlert } from "./alert.js";
import type { AlertChannel } from "./alert-channel.js";
import { DEFAULT_DELIVERY, deliver } from "./deliver.js";

/** How a test alert fared. */
export interface ChannelTest {
  readonly channel: string;
  readonly durationMs: number;
  /** `null` if it was accepted. */
  readonly error: SluiceError | null;
}

/** What {@link sendTestAlert} takes beside the channel. */
export interface SendTestAlertOptions {
  readonly lookFurther?: string | null;
  /** Most time for it. @default 15000 */
  readonly timeoutMs?: number;
}

/** Sends a channel one alert that says that it is a test, in one attempt, whatever severities the channel wants. */
export async function sendTestAlert(channel: AlertChannel, { lookFurther = null, timeoutMs = 15_000 }: SendTestAlertOptions = {}): Promise<ChannelTest> {
  const startedAt = performance.now();
  const policy = { ...DEFAULT_DELIVERY, maxAttempts: 1, totalMs: timeoutMs };
  const redactor = new Redactor(channel.secrets);
  const end = (error: SluiceError | null): ChannelTest => ({ channel: channel.name, durationMs: performance.now() - startedAt, error });
  return deliver(testAlert({ lookFurther }), channel, { policy, redactor, signal: new AbortController().signal }).then(
    () => end(null),
    (error: unknown) => end(error as SluiceError), // which deliver() makes of every failure
  );
}
