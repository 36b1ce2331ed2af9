import { type Redactor, SluiceError } from "@sluice/core-events";
import { canRecover, noticeKey, type RuleNotice } from "../rules/rule-notice.js";
import { type Alert, makeAlert } from "./alert.js";
import type { AlertChannel } from "./alert-channel.js";
import { deliver, type DeliveryPolicy } from "./deliver.js";
import type { NoticeGroup } from "./notice-groups.js";
import { isAtLeast } from "./severity.js";

/** How a channel is doing. */
export interface ChannelFigures {
  readonly channel: string;
  /** Alerts delivered. */
  readonly delivered: number;
  /** Alerts given up. */
  readonly failed: number;
  /** Alerts lost for want of room. */
  readonly dropped: number;
  /** Attempts made again. */
  readonly retried: number;
  /** Alerts that wait, or are on their way. */
  readonly queued: number;
  /** What the last failure said; `null` if there was none. */
  readonly lastError: string | null;
  /** Ms since epoch; `null` if nothing has been delivered. */
  readonly lastDeliveredAt: number | null;
}

/** What a {@link ChannelQueue} works with. */
export interface ChannelQueueOptions {
  readonly capacity: number;
  readonly policy: DeliveryPolicy;
  /** Takes the secrets of the run out of alerts. */
  readonly content: Redactor;
  /** Takes the secrets of the run and of all channels out of errors. */
  readonly errors: Redactor;
  readonly lookFurther: string | null;
  readonly signal: AbortSignal;
  readonly onError: (error: SluiceError, channel: string) => void;
}

const MAX_TOLD = 10_000;

/** The alerts of one channel, one after the other; whatever one channel does, the others go on. */
export class ChannelQueue {
  readonly #channel: AlertChannel;
  readonly #options: ChannelQueueOptions;
  readonly #waiting: NoticeGroup[] = [];
  /** Rules that this channel knows to be firing. */
  readonly #told = new Set<string>();
  #working: Promise<void> | null = null;
  #figures = { delivered: 0, failed: 0, dropped: 0, retried: 0 };
  #lastError: string | null = null;
  #lastDeliveredAt: number | null = null;

  constructor(channel: AlertChannel, options: ChannelQueueOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  get figures(): ChannelFigures {
    const queued = this.#waiting.length + (this.#working === null ? 0 : 1);
    return { channel: this.#channel.name, ...this.#figures, queued, lastError: this.#lastError, lastDeliveredAt: this.#lastDeliveredAt };
  }

  /** Takes what this channel wants to hear of a group. */
  push(group: NoticeGroup): void {
    const wanted = group.filter(({ severity }) => isAtLeast(severity, this.#channel.minSeverity));
    if (!isGroup(wanted)) return;
    if (this.#waiting.length >= this.#options.capacity) this.#drop();
    this.#waiting.push(wanted);
    this.#working ??= this.#work();
  }

  /** Resolves when nothing waits and nothing is on its way. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    await Promise.resolve(); // so that whoever notifies is never held up
    for (let group = this.#waiting.shift(); group !== undefined; group = this.#waiting.shift()) await this.#send(group);
    this.#working = null;
  }

  async #send(group: NoticeGroup): Promise<void> {
    const notices = this.#news(group);
    if (!isGroup(notices)) return; // all of it takes back what never arrived
    const { policy, signal, lookFurther, content, errors } = this.#options;
    const alert: Alert = content.value(makeAlert(notices, { lookFurther }));
    try {
      await deliver(alert, this.#channel, { policy, signal, redactor: errors, onRetry: () => (this.#figures.retried += 1) });
      this.#figures.delivered += 1;
      this.#lastDeliveredAt = Date.now();
      this.#remember(notices);
    } catch (error) {
      this.#figures.failed += 1;
      this.#report(SluiceError.is(error) ? error : this.#unexpected(error));
    }
  }

  /** A recovery is news only to who has heard that it fired. */
  #news(group: NoticeGroup): RuleNotice[] {
    const known = new Set<string>();
    return group.filter((notice) => {
      const key = noticeKey(notice);
      if (notice.type === "RuleFired") known.add(key);
      return notice.type === "RuleFired" || known.has(key) || this.#told.has(key);
    });
  }

  #remember(notices: readonly RuleNotice[]): void {
    for (const notice of notices) {
      const key = noticeKey(notice);
      this.#told.delete(key);
      if (notice.type === "RuleFired" && canRecover(notice)) this.#told.add(key);
    }
    for (const key of this.#told) {
      if (this.#told.size <= MAX_TOLD) return;
      this.#told.delete(key);
    }
  }

  /** The oldest that fires goes first: one that takes it back must arrive, or an incident stays open. */
  #drop(): void {
    const firing = this.#waiting.findIndex((group) => group.every(({ type }) => type === "RuleFired"));
    this.#waiting.splice(Math.max(0, firing), 1);
    this.#figures.dropped += 1;
    const { capacity } = this.#options;
    const message = `Cannot deliver an alert to ${this.#channel.name}: at most ${capacity} may wait, received one more`;
    this.#report(new SluiceError(message, { code: "ALERT_UNDELIVERED", context: { channel: this.#channel.name, capacity } }));
  }

  #unexpected(error: unknown): SluiceError {
    const { name } = this.#channel;
    return new SluiceError(`Cannot deliver an alert to ${name}: ${this.#options.errors.text(String(error))}`, { code: "ALERT_UNDELIVERED", context: { channel: name } });
  }

  #report(error: SluiceError): void {
    this.#lastError = error.message;
    this.#options.onError(error, this.#channel.name);
  }
}

function isGroup(notices: readonly RuleNotice[]): notices is NoticeGroup {
  return notices.length > 0;
}
