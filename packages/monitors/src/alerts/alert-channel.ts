import type { Severity } from "../rules/rule-schema.js";
import type { Alert } from "./alert.js";

/** Somewhere that alerts go. */
export interface AlertChannel {
  /** How it is called in errors and figures; unique among the channels of one dispatcher. */
  readonly name: string;
  /** Notices below it are not sent here. */
  readonly minSeverity: Severity;
  /** What must not show anywhere; taken out of every error of this channel. */
  readonly secrets: readonly string[];
  /**
   * Delivers one alert, once. May be called again with the same alert, as the answer to an attempt can be lost.
   *
   * @throws {DeliveryError} That says whether trying again may help; any other error is final.
   */
  send(alert: Alert, options: { readonly signal: AbortSignal }): Promise<void>;
}

/** What every kind of channel accepts. */
export interface AlertChannelOptions {
  /** How the channel is called. @default its kind */
  readonly name?: string;
  /** @default "info" */
  readonly minSeverity?: Severity;
}

/** What a {@link DeliveryError} knows. */
export interface DeliveryFailure {
  readonly retryable: boolean;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
  /** The status of the answer, of HTTP or SMTP. */
  readonly status?: number | undefined;
}

/** An attempt to deliver an alert that failed. Says nothing of addresses or credentials. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  constructor(message: string, { retryable, retryAfterMs, status }: DeliveryFailure) {
    super(message);
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
    this.status = status;
  }
}
