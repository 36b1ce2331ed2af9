import { optionalPeer, Redactor } from "@sluice/core-events";
import type { DestinationStream, Logger } from "pino";
import { type AnyEvent, type EventConsumer, knownEvent } from "../event-consumer.js";
import { RunTable } from "../run-table.js";
import { logEntry, type LogEntry } from "./log-entry.js";

/** How {@link eventLogger} logs. */
export interface EventLoggerOptions {
  /** A logger of the program's own; else one is made, and `level` and `destination` are for it. */
  readonly logger?: Logger;
  /** @default "info" */
  readonly level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** @default standard output, written synchronously */
  readonly destination?: DestinationStream;
  /** Knows the secrets of the program by value, such as those of `collectSecrets(parameters)`; names and URLs are looked at anyway. */
  readonly redactor?: Redactor;
  /** Put into every line as `correlationId`, to find what belongs to one job of a larger system. */
  readonly correlationId?: string;
  /** A run's progress is logged at most this often, by the time of the events. @default 10_000 */
  readonly progressEveryMs?: number;
}

/** Logs events. */
export interface EventLogger {
  readonly logger: Logger;
  /** Takes one event; bound. */
  readonly observe: EventConsumer;
}

/**
 * Writes events as structured log lines with `event`, `runId`, `pipelineId`, `sequence` and `eventTime`. Needs the optional
 * package `pino`, unless a `logger` is given.
 *
 * Failures of documents are warnings and those of runs errors; what happens to every document is `debug` or `trace`. Secrets are
 * replaced at every level, and content of documents is never logged.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` without `pino`.
 * @throws {RangeError} If `progressEveryMs` is negative.
 * @example
 * ```ts
 * const log = await eventLogger({ level: "debug", correlationId: "nightly-17" });
 * for await (const event of pipeline.streamEvents("jsonl", { parameters })) log.observe(event);
 * ```
 */
export async function eventLogger(options: EventLoggerOptions = {}): Promise<EventLogger> {
  const { progressEveryMs = 10_000, redactor = new Redactor([]), correlationId } = options;
  if (!(progressEveryMs >= 0)) throw new RangeError(`Cannot log events: progressEveryMs must be >= 0, received ${progressEveryMs}`);
  const logger = options.logger ?? (await ownLogger(options));
  const lines = new LogLines({ logger, redactor, correlationId, progressEveryMs });
  return { logger, observe: (event) => lines.observe(event) };
}

async function ownLogger({ level = "info", destination }: EventLoggerOptions): Promise<Logger> {
  const { pino } = await optionalPeer("pino", () => import("pino"), "log events");
  return destination === undefined ? pino({ level }) : pino({ level }, destination);
}

interface LogLinesOptions {
  readonly logger: Logger;
  readonly redactor: Redactor;
  readonly correlationId: string | undefined;
  readonly progressEveryMs: number;
}

class LogLines {
  readonly #options: LogLinesOptions;
  readonly #progress = new RunTable({ create: () => ({ loggedAt: -Infinity }), maxRuns: 1_000 });

  constructor(options: LogLinesOptions) {
    this.#options = options;
  }

  observe(received: AnyEvent): void {
    const { logger, redactor, correlationId } = this.#options;
    const event = knownEvent(received);
    const entry = event === null ? null : logEntry(event);
    const { level, message, fields } = entry ?? UNKNOWN;
    if (event?.type === "RunCompleted" || event?.type === "RunFailed") this.#progress.end(event.runId);
    if (!logger.isLevelEnabled(level) || (event?.type === "BatchProgress" && !this.#isDue(event))) return;
    const { type, runId, pipelineId, sequence, timestamp } = received;
    const line = { event: type, runId, pipelineId, sequence, eventTime: timestamp, ...(correlationId !== undefined && { correlationId }), ...fields };
    logger[level](redactor.value(line), message);
  }

  #isDue({ runId, timestamp }: { readonly runId: string; readonly timestamp: number }): boolean {
    const run = this.#progress.of(runId);
    if (Math.abs(timestamp - run.loggedAt) < this.#options.progressEveryMs) return false;
    run.loggedAt = timestamp;
    return true;
  }
}

/** An event that this release does not know is named, not shown: what it holds is anybody's guess. */
const UNKNOWN: LogEntry = { level: "debug", message: "unknown event", fields: {} };
