import { errorMessageOf, Redactor, type SluiceError } from "@sluice/core-events";
import type { EventConsumer } from "../events/any-event.js";
import { withinMs } from "../events/within-ms.js";
import type { RuleNotice } from "../rules/rule-notice.js";
import { watchRules, type WatchRulesOptions } from "../rules/watch-rules.js";
import type { AlertChannel } from "./alert-channel.js";
import { type ChannelFigures, ChannelQueue } from "./channel-queue.js";
import { DEFAULT_DELIVERY, type DeliveryPolicy } from "./deliver.js";
import { NoticeGate } from "./notice-gate.js";
import { type GroupBy, NoticeGroups } from "./notice-groups.js";

/** Which alerts go where, and how. */
export interface AlertsOptions extends Omit<WatchRulesOptions, "rules"> {
  /** What is watched. Those whose action is `warn` are told through `onNotice` only. Left out where `notify()` brings the notices. */
  readonly rules?: WatchRulesOptions["rules"];
  readonly channels: readonly AlertChannel[];
  /** A rule of a run says at most this often that it fires. @default 900000, a quarter of an hour */
  readonly cooldownMs?: number;
  /** @default "run" */
  readonly groupBy?: GroupBy;
  /** What comes within this time is one message. @default 5000 */
  readonly groupWithinMs?: number;
  /** How often and how long each alert is tried. */
  readonly delivery?: Partial<DeliveryPolicy>;
  /** Alerts that may wait per channel; one more costs the oldest, counted. @default 100 */
  readonly capacity?: number;
  /** Most time for the last alerts when it is disposed of. @default 10000 */
  readonly flushMs?: number;
  /** Where the reader of an alert is to look further: a command, or an address. */
  readonly lookFurther?: string;
  /** What must not show in any alert, beside the channels' own secrets. */
  readonly secrets?: readonly string[];
  /** Gets each alert that was given up or lost. @default a process warning `SLUICE_ALERT_UNDELIVERED` */
  readonly onError?: (error: SluiceError, channel: string) => void;
}

/** How alerts are doing. */
export interface AlertFigures {
  readonly channels: readonly ChannelFigures[];
  /** Notices of rules that fired again within their cooldown and were well before its end. */
  readonly suppressed: number;
  /** Notices that wait for others of their group. */
  readonly grouping: number;
}

/** Alerts at work. Disposing of it sends what waits, within `flushMs`, and then stops. */
export interface Alerts extends AsyncDisposable {
  /** Takes the events of any number of runs; bound, so that it can be handed to a bus. Never waits, and never throws. */
  readonly observe: EventConsumer;
  /** Takes what a rule says that is watched elsewhere; `warn` is left out. Bound. */
  readonly notify: (notice: RuleNotice) => void;
  readonly figures: AlertFigures;
  /** Sends what waits, without waiting for groups and cooldowns. Resolves with whether all of it was dealt with in time; the rest goes on. */
  flush(options?: { readonly withinMs?: number }): Promise<boolean>;
  /** What disposing does, with a time of its own. */
  close(options?: { readonly withinMs?: number }): Promise<void>;
}

/**
 * Sends what rules find to people: one queue per channel, one message per group and interval, a notice when all is well again,
 * retries within a deadline. Nothing of it holds up or fails the run.
 *
 * On a bus that replays, subscribe `observe` with `sideEffects: true`, or old incidents are told again.
 *
 * @throws {TypeError | RangeError} If a rule, a channel or an option makes no sense.
 * @example
 * ```ts
 * await using alerting = alerts({
 *   rules: [{ rule: "run-failed" }, { rule: "stall", afterSeconds: 600, action: "alert", severity: "critical" }],
 *   channels: [slack({ url: process.env.SLACK_WEBHOOK_URL })],
 * });
 * for await (const event of pipeline.streamEvents("csv", { parameters })) alerting.observe(event);
 * ```
 */
export function alerts(options: AlertsOptions): Alerts {
  return new AlertDispatcher(options);
}

class AlertDispatcher implements Alerts {
  readonly observe: EventConsumer;
  readonly notify: (notice: RuleNotice) => void;
  readonly #watch;
  readonly #gate: NoticeGate;
  readonly #groups: NoticeGroups;
  readonly #queues: readonly ChannelQueue[];
  readonly #abort = new AbortController();
  readonly #flushMs: number;
  #suppressed = 0;
  #isClosed = false;

  constructor(options: AlertsOptions) {
    const { channels, cooldownMs = 900_000, groupBy = "run", groupWithinMs = 5000, delivery, capacity = 100, flushMs = 10_000 } = options;
    requireNames(channels);
    for (const [name, ms] of Object.entries({ cooldownMs, groupWithinMs, flushMs, ...delivery })) requireNumber(name, ms);
    if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`Cannot send alerts: capacity must be an integer >= 1, received ${capacity}`);
    this.#flushMs = flushMs;
    this.#gate = new NoticeGate({ cooldownMs, pass: (notice) => this.#groups.add(notice), onSuppressed: () => (this.#suppressed += 1) });
    this.#groups = new NoticeGroups({ groupBy, groupWithinMs, onGroup: (group) => this.#queues.forEach((queue) => queue.push(group)) });
    const { lookFurther = null, secrets = [], onError = warnOf } = options;
    const policy = { ...DEFAULT_DELIVERY, ...delivery };
    const errors = new Redactor([...secrets, ...channels.flatMap((channel) => channel.secrets)]);
    const shared = { capacity, policy, content: new Redactor(secrets), errors, lookFurther, signal: this.#abort.signal, onError: guarded(onError) };
    this.#queues = channels.map((channel) => new ChannelQueue(channel, shared));
    this.notify = (notice) => {
      if (notice.action !== "warn" && !this.#isClosed) this.#gate.take(notice);
    };
    this.#watch = watchRules({
      ...options,
      rules: options.rules ?? [],
      onNotice: (notice) => {
        this.notify(notice);
        options.onNotice?.(notice);
      },
    });
    this.observe = this.#watch.observe;
  }

  get figures(): AlertFigures {
    return { channels: this.#queues.map(({ figures }) => figures), suppressed: this.#suppressed, grouping: this.#groups.waiting };
  }

  async flush({ withinMs: limitMs = this.#flushMs }: { readonly withinMs?: number } = {}): Promise<boolean> {
    this.#gate.flush();
    this.#groups.flush();
    const idle = Promise.all(this.#queues.map((queue) => queue.idle()));
    return await withinMs(idle, limitMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async close(options: { readonly withinMs?: number } = {}): Promise<void> {
    if (this.#isClosed) return;
    this.#watch[Symbol.dispose]();
    const isDone = await this.flush(options);
    this.#isClosed = true;
    if (isDone) return;
    this.#abort.abort(new DOMException("The time for the last alerts is over", "AbortError"));
    await withinMs(Promise.all(this.#queues.map((queue) => queue.idle())), 1000); // each is told to onError
  }
}

function requireNames(channels: readonly AlertChannel[]): void {
  const names = channels.map(({ name }) => name);
  if (new Set(names).size === names.length) return;
  throw new TypeError(`Cannot send alerts: expected channels with names that differ, received ${names.join(", ")}`);
}

function requireNumber(name: string, value: number): void {
  if (value >= (name === "maxAttempts" || name === "totalMs" ? 1 : 0) && value < 2 ** 31) return;
  throw new RangeError(`Cannot send alerts: ${name} must be between 0 and 2147483647, received ${value}`);
}

function guarded(onError: NonNullable<AlertsOptions["onError"]>): NonNullable<AlertsOptions["onError"]> {
  return (error, channel) => {
    try {
      onError(error, channel);
    } catch (reportError) {
      warnOf(error);
      process.emitWarning(`onError: ${errorMessageOf(reportError)}`, { code: "SLUICE_ALERT_UNDELIVERED" });
    }
  };
}

function warnOf(error: SluiceError): void {
  process.emitWarning(error.message, { code: "SLUICE_ALERT_UNDELIVERED" });
}
