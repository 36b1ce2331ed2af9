import { errorMessageOf, type Redactor, SluiceError } from "@sluice/core-events";
import { type EventLogReader, type EventTransport, type FileLog, forward, type Forwarder } from "@sluice/event-bus";
import { formatCount } from "../output/format.js";
import type { Terminal } from "../output/terminal.js";
import type { ForwardSummary } from "./forward-summary.js";
import type { ResolvedForward } from "./forward-target.js";
import { tellingTransport } from "./telling-transport.js";

/** What a {@link LogForward} says, and to whom. */
export interface LogForwardReports {
  readonly terminal: Terminal;
  readonly redactor: Redactor;
}

/** A broker that is back is found at the latest after this time. */
const LONGEST_PAUSE_MS = 5_000;
const ATTEMPT_MS = 10_000;
const REFUSALS_SHOWN = 3;
/** How long the end of a run hopes for a broker that is away. */
const HOPE_MS = 2_000;

/** One way from a log to a broker, and what people are told of it: that it is away, that it is back, that it is over. */
export class LogForward implements AsyncDisposable {
  readonly #resolved: ResolvedForward;
  readonly #transport: EventTransport;
  readonly #reports: LogForwardReports;
  #forwarder: Forwarder | null = null;
  #isAway = false;
  #refused = 0;
  /** What has ended it. */
  #failure: string | null = null;

  constructor(resolved: ResolvedForward, transport: EventTransport, reports: LogForwardReports) {
    this.#resolved = resolved;
    this.#transport = transport;
    this.#reports = reports;
  }

  /** The address without credentials. */
  get name(): string {
    return this.#resolved.address.name;
  }

  /** How long it is worth to wait for what is on its way. */
  get patienceMs(): number {
    const waitMs = this.#resolved.target.waitSeconds * 1_000;
    return this.#isAway ? Math.min(HOPE_MS, waitMs) : waitMs;
  }

  /** Resolves when it was stopped, whatever has stopped it. */
  start(log: EventLogReader | FileLog): Promise<void> {
    const { consumer, target } = this.#resolved;
    const transport = tellingTransport(this.#transport, () => this.#onSuccess());
    this.#forwarder = forward(log, transport, {
      consumer,
      pattern: target.types,
      maxDelayMs: LONGEST_PAUSE_MS,
      attemptTimeoutMs: ATTEMPT_MS,
      onError: (error) => this.#onError(error),
      onRefused: ({ offset }, error) => this.#onRefused(offset, error),
      onNotice: () => undefined, // counted, and said at the end
    });
    return this.#forwarder.done.catch((error: unknown) => this.#onEnd(error));
  }

  /** Waits until everything up to this offset was sent, no longer than the signal says; then stops. */
  async close(lastOffset: number, signal: AbortSignal): Promise<ForwardSummary> {
    await this.#forwarder?.acknowledged(lastOffset, { signal }).catch(() => undefined); // the figures tell
    await this[Symbol.asyncDispose](); // what was acknowledged meanwhile is noted first
    return this.#summary(lastOffset);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#forwarder?.[Symbol.asyncDispose]();
    await this.#transport[Symbol.asyncDispose]();
  }

  #summary(lastOffset: number): ForwardSummary {
    const { consumer } = this.#resolved;
    const { forwarded = 0, acknowledgedOffset = 0, failures = 0, missed = 0, lastError = null } = this.#forwarder?.figures ?? {};
    const lag = this.#forwarder === null ? 0 : Math.max(0, lastOffset - acknowledgedOffset);
    const state = this.#failure !== null ? "failed" : lag > 0 ? "behind" : "complete";
    const error = this.#failure ?? (lastError === null ? null : this.#reports.redactor.text(lastError));
    return { target: this.name, consumer, state, forwarded, acknowledgedOffset, lag, failures, refused: this.#refused, missed, error };
  }

  /** Says once that the broker is away; what is final is said where it ends. */
  #onError(error: unknown): void {
    const isFinal = SluiceError.is(error) && !error.retryable;
    if (this.#isAway || isFinal) return;
    this.#isAway = true;
    this.#say(`forward to ${this.name}: ${errorMessageOf(error)}; it is tried again, and events wait in the log meanwhile`, "warning");
  }

  #onSuccess(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#say(`forward to ${this.name}: there again, ${formatCount(this.#forwarder?.figures.lag ?? 0)} events to send`, "good");
  }

  #onRefused(offset: number, error: unknown): void {
    this.#refused += 1;
    if (this.#refused <= REFUSALS_SHOWN) this.#say(`forward to ${this.name}: passes over the event at offset ${offset}: ${errorMessageOf(error)}`, "warning");
  }

  #onEnd(error: unknown): void {
    this.#failure = this.#reports.redactor.text(errorMessageOf(error));
    this.#say(`forward to ${this.name}: ${this.#failure}; nothing more is forwarded`, "bad");
  }

  #say(text: string, style: "good" | "warning" | "bad"): void {
    this.#reports.terminal.line(this.#reports.redactor.text(text), style);
  }
}
