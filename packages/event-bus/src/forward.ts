import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { backoffMs } from "./backoff.js";
import type { LogEntry } from "./event-bus.js";
import type { EventTransport } from "./event-transport.js";
import { type ForwardOptions, type ForwardPlan, forwardPlan } from "./forward-options.js";
import { publishForwarderNotice } from "./forwarder-notice.js";
import { type ConsumerOffset, requireReached } from "./log/consumer-offset.js";
import type { EventLogReader } from "./log/event-log-reader.js";
import type { FileLog } from "./log/file-log.js";
import type { LogNotice } from "./log/log-notice.js";
import { OffsetWaiters } from "./offset-waiters.js";
import { pause } from "./pause.js";
import { unheard } from "./unheard.js";
import { untilAborted } from "./until-aborted.js";

const LOOK_MS = 2_000;

/** What a forwarder is doing: sending or waiting for events, waiting to try again, or nothing any more. */
export type ForwarderState = "forwarding" | "retrying" | "stopped";

/** How a forwarder is doing. */
export interface ForwarderFigures {
  readonly state: ForwarderState;
  /** Entries that the transport has acknowledged. */
  readonly forwarded: number;
  /** The last offset that is done with. */
  readonly acknowledgedOffset: number;
  /** Events of the log behind it, as far as this process knows: of a log that another one writes, looked up every two seconds at most. */
  readonly lag: number;
  /** Failed calls since the last one that succeeded. */
  readonly attempts: number;
  /** Failed calls altogether. */
  readonly failures: number;
  /** Entries refused for good and passed over. */
  readonly refused: number;
  /** Events that were removed from the log before they were forwarded. */
  readonly missed: number;
  /** The message of the last failure; `null` after a success. */
  readonly lastError: string | null;
}

/** A running forwarder. Disposing it stops it within a moment; what is not acknowledged then is sent again by the next one. */
export interface Forwarder extends AsyncDisposable {
  readonly figures: ForwarderFigures;
  /** Resolves when everything up to this offset is acknowledged. @throws What has stopped the forwarder before. */
  acknowledged(offset: number, options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Resolves when it has been stopped by its owner; rejects with what else has stopped it. May be left unawaited. */
  readonly done: Promise<void>;
}

/**
 * Sends a log to another system, from the stored position of a consumer on and for as long as it runs. At least once: the position
 * is stored after the acknowledgement, so a crash in between sends entries again, and never skips one.
 *
 * The log is its queue. Whatever the other system does, nobody who publishes waits for it, and memory holds one batch. A failed call
 * is made again with growing waits until it succeeds. From a log that this process writes, only what is synced is sent, so that the
 * other system never knows of events that a power cut has taken from the log. How it is doing is published on the diagnostics
 * channel `sluice:event-bus:forwarder`, too, as a `ForwarderNotice`.
 *
 * @example
 * ```ts
 * await using forwarder = forward(log, transport, { consumer: "kafka" });
 * console.log(forwarder.figures.lag);
 * ```
 */
export function forward(log: EventLogReader | FileLog, transport: EventTransport, options: ForwardOptions = {}): Forwarder {
  const plan = forwardPlan(options);
  return new LogForwarder({ log, transport, plan, consumer: log.consumerOffset(options.consumer ?? transport.name) });
}

interface ForwarderParts {
  readonly log: EventLogReader | FileLog;
  readonly transport: EventTransport;
  readonly plan: ForwardPlan;
  readonly consumer: ConsumerOffset;
}

class LogForwarder implements Forwarder {
  readonly done: Promise<void>;
  readonly #parts: ForwarderParts;
  readonly #abort = new AbortController();
  readonly #signal: AbortSignal;
  readonly #acknowledged = new OffsetWaiters(0);
  #state: ForwarderState = "forwarding";
  #knownLast = 0;
  #lookedAt = -Infinity;
  #forwarded = 0;
  #attempts = 0;
  #failures = 0;
  #refused = 0;
  #missed = 0;
  #lastError: string | null = null;

  constructor(parts: ForwarderParts) {
    this.#parts = parts;
    const { signal } = parts.plan.options;
    this.#signal = signal === undefined ? this.#abort.signal : AbortSignal.any([signal, this.#abort.signal]);
    this.done = unheard(this.#run());
  }

  get figures(): ForwarderFigures {
    const { log } = this.#parts;
    const last = "figures" in log ? log.figures.appendedOffset : this.#knownLast;
    return {
      state: this.#state,
      forwarded: this.#forwarded,
      acknowledgedOffset: this.#acknowledged.reached,
      lag: Math.max(0, last - this.#acknowledged.reached),
      attempts: this.#attempts,
      failures: this.#failures,
      refused: this.#refused,
      missed: this.#missed,
      lastError: this.#lastError,
    };
  }

  async acknowledged(offset: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    if (this.#state === "stopped" && this.#acknowledged.reached < offset) {
      await this.done;
      throw new TypeError(`Cannot wait for offset ${offset}: the forwarder must be running, received one that was stopped`);
    }
    await untilAborted(this.#acknowledged.wait(offset), signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.done.catch(() => undefined); // it has been reported
  }

  async #run(): Promise<void> {
    const { log, plan } = this.#parts;
    try {
      const from = await this.#start();
      const read = { from, follow: true, expired: "skip", onNotice: (notice: LogNotice) => this.#note(notice), signal: this.#signal } as const;
      for await (const batch of "readSynced" in log ? log.readSynced(read) : log.readBatches(read)) await this.#send(batch);
    } catch (error) {
      if (this.#signal.aborted) { this.#stop(new TypeError("Cannot wait: the forwarder must be running, received one that was stopped")); return; }
      this.#lastError = errorMessageOf(error);
      this.#report(error, plan.options.onError ?? warn);
      this.#stop(error);
      throw error;
    }
    this.#stop(null);
  }

  async #start(): Promise<number> {
    const { log, plan, consumer } = this.#parts;
    const { first, last } = await log.range();
    this.#knownLast = last;
    const stored = await consumer.load();
    if (stored !== null) requireReached(consumer, { acknowledged: stored, last });
    const acknowledged = stored ?? beginningOf(plan.from, { first, last });
    await consumer.save(acknowledged); // from here on retention knows of this consumer
    this.#acknowledged.reach(acknowledged);
    this.#tell();
    return acknowledged + 1;
  }

  async #send(batch: readonly LogEntry[]): Promise<void> {
    const { plan, consumer } = this.#parts;
    for (let from = 0; from < batch.length; from += plan.maxBatch) {
      const entries = batch.slice(from, from + plan.maxBatch);
      const last = entries.at(-1)?.offset ?? 0;
      this.#knownLast = Math.max(this.#knownLast, last);
      const wanted = entries.filter(({ event }) => plan.matches(event.type));
      if (wanted.length > 0) await this.#publish(wanted);
      await consumer.save(last);
      this.#acknowledged.reach(last);
      await this.#look();
      this.#tell();
    }
  }

  /** Calls the transport until it has acknowledged the entries. */
  async #publish(entries: readonly LogEntry[]): Promise<void> {
    const { transport, plan } = this.#parts;
    for (;;) {
      try {
        await this.#attempt(entries);
        this.#forwarded += entries.length;
        this.#attempts = 0;
        this.#lastError = null;
        this.#state = "forwarding";
        return;
      } catch (error) {
        this.#signal.throwIfAborted();
        this.#attempts += 1;
        this.#failures += 1;
        this.#lastError = `${transport.name}: ${errorMessageOf(error)}`;
        if (plan.options.onError !== undefined) this.#report(error, plan.options.onError);
        if (isFinal(error)) { await this.#publishAlone(entries, error); return; }
        this.#state = "retrying";
        await this.#look();
        this.#tell();
        await pause(backoffMs(plan.backoff, this.#attempts), this.#signal);
      }
    }
  }

  /** Finds out which entry is refused for good. */
  async #publishAlone(entries: readonly LogEntry[], error: unknown): Promise<void> {
    const [first] = entries;
    if (entries.length > 1) {
      for (const entry of entries) await this.#publish([entry]);
      return;
    }
    const { onRefused } = this.#parts.plan.options;
    if (first === undefined || onRefused === undefined) throw error;
    onRefused(first, error);
    this.#refused += 1;
    this.#attempts = 0;
    this.#state = "forwarding";
  }

  async #attempt(entries: readonly LogEntry[]): Promise<void> {
    const { transport, plan } = this.#parts;
    const attempt = new AbortController();
    const onAbort = (): void => attempt.abort(this.#signal.reason);
    this.#signal.addEventListener("abort", onAbort, { once: true });
    const timer = setTimeout(() => attempt.abort(new Error(`no acknowledgement within ${plan.attemptTimeoutMs} ms`)), plan.attemptTimeoutMs);
    try {
      await untilAborted(transport.publish(entries, { signal: attempt.signal }), attempt.signal); // also of a transport that does not listen
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener("abort", onAbort);
    }
  }

  #note(notice: LogNotice): void {
    if (notice.kind === "gap") this.#missed += notice.to - notice.from + 1;
    this.#parts.plan.options.onNotice?.(notice);
  }

  /** Where the log of another process ends. One that cannot be looked at is told of where it is read. */
  async #look(): Promise<void> {
    const { log } = this.#parts;
    if ("figures" in log || performance.now() - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = performance.now();
    const last = await log.range().then((range) => range.last, () => 0);
    this.#knownLast = Math.max(this.#knownLast, last);
  }

  #tell(): void {
    const { consumer, transport } = this.#parts;
    publishForwarderNotice(() => ({ forwarder: consumer.name, transport: transport.name, ...this.figures }));
  }

  #stop(error: unknown): void {
    this.#state = "stopped";
    this.#acknowledged.fail(error);
    this.#tell();
  }

  #report(error: unknown, onError: (error: unknown) => void): void {
    try {
      onError(error);
    } catch (reportError) {
      warn(reportError);
    }
  }
}

function beginningOf(from: "start" | "end" | number, { first, last }: { readonly first: number; readonly last: number }): number {
  if (from === "start") return first - 1;
  return from === "end" ? last : Math.max(0, from - 1);
}

function isFinal(error: unknown): boolean {
  return SluiceError.is(error) && !error.retryable;
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
