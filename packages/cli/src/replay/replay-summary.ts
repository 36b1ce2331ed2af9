import { EVENT_VERSION, type PipelineEvent, type RunStarted } from "@sluice/core-events";
import type { BusEvent, LogEntry } from "@sluice/event-bus";
import { type DurationFigures, RunMetrics } from "@sluice/metrics";
import { type FailureReason, FailureReasons } from "../report/failure-reasons.js";
import { DocumentTotals, type Outcomes } from "./document-totals.js";

/** One attempt at a run, as a log tells it. */
export interface AttemptSummary {
  /** Where its `RunStarted` is. */
  readonly offset: number;
  readonly runId: string;
  readonly adapter: string;
  readonly isRetry: boolean;
  readonly startedAt: number;
  /** `null` for one whose end is not in the log: killed, or still under way. */
  readonly endedAt: number | null;
  readonly status: "completed" | "failed" | "unfinished";
  readonly reason: string | null;
  /** Of the whole run by the end of this attempt. */
  readonly documents: Outcomes;
}

/** What a log tells, in figures; the same for the same events. */
export interface ReplaySummary {
  readonly version: 1;
  readonly events: number;
  readonly firstOffset: number | null;
  readonly lastOffset: number | null;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Documents of all runs, each counted as what it has become. */
  readonly documents: Outcomes;
  /** Documents among them that no event tells of: their attempt was killed before. */
  readonly untold: number;
  readonly retries: number;
  readonly durationMs: DurationFigures;
  readonly attempts: number;
  /** The last hundred of them. */
  readonly lastAttempts: readonly AttemptSummary[];
  readonly failureReasons: readonly FailureReason[];
  /** Events by type, the most frequent first. */
  readonly types: Readonly<Record<string, number>>;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

const MAX_ATTEMPTS = 100;
const MAX_TYPES = 1000;
const OTHER = "other";

/** Sums a log up, in memory that does not grow with it. Looks at the events alone, never at a clock. */
export class ReplaySummarizer {
  readonly #metrics = new RunMetrics();
  readonly #totals = new DocumentTotals();
  readonly #reasons = new FailureReasons();
  readonly #types = new Map<string, number>();
  #attempts: Mutable<AttemptSummary>[] = [];
  #attemptCount = 0;
  #events = 0;
  #firstOffset: number | null = null;
  #lastOffset: number | null = null;

  add({ offset, event }: LogEntry): void {
    this.#events += 1;
    this.#firstOffset ??= offset;
    this.#lastOffset = offset;
    const type = this.#types.has(event.type) || this.#types.size < MAX_TYPES ? event.type : OTHER;
    this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
    if (!isOurs(event)) return;
    this.#metrics.observe(event);
    this.#count(offset, event);
  }

  summary(): ReplaySummary {
    const { startedAt, lastEventAt, retries, durationMs } = this.#metrics.snapshot();
    return {
      version: 1,
      events: this.#events,
      firstOffset: this.#firstOffset,
      lastOffset: this.#lastOffset,
      firstAt: startedAt,
      lastAt: lastEventAt,
      documents: { ...this.#totals.total },
      untold: this.#totals.untold,
      retries,
      durationMs,
      attempts: this.#attemptCount,
      lastAttempts: this.#attempts.map((attempt, at) => (at === this.#attempts.length - 1 ? this.#soFar(attempt) : attempt)),
      failureReasons: this.#reasons.top(5),
      types: Object.fromEntries([...this.#types].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))),
    };
  }

  #count(offset: number, event: PipelineEvent): void {
    switch (event.type) {
      case "RunStarted":
        this.#start(offset, event);
        return;
      case "DocumentCompleted":
        this.#totals.ended(event.runId, "completed");
        return;
      case "DocumentFailed":
        this.#totals.ended(event.runId, "failed");
        if (typeof event.error === "string") this.#reasons.add(event);
        return;
      case "RunCompleted":
        this.#end(event, "completed", null);
        return;
      case "RunFailed":
        this.#end(event, "failed", event.reason);
    }
  }

  #start(offset: number, event: RunStarted): void {
    const isRetry = (event as { readonly isRetry?: unknown }).isRetry === true; // set by retry-failed, no part of the schema
    const previous = this.#attempts.at(-1);
    if (previous !== undefined) Object.assign(previous, this.#soFar(previous)); // a log has one writer, so nothing more comes of it
    this.#totals.started(event, isRetry);
    this.#attemptCount += 1;
    const { runId, adapter, timestamp } = event;
    this.#attempts.push({ offset, runId, adapter, isRetry, startedAt: timestamp, endedAt: null, status: "unfinished", reason: null, documents: { completed: 0, failed: 0 } });
    if (this.#attempts.length > MAX_ATTEMPTS) this.#attempts = this.#attempts.slice(-MAX_ATTEMPTS);
  }

  #end({ runId, timestamp }: PipelineEvent, status: AttemptSummary["status"], reason: string | null): void {
    const attempt = this.#attempts.findLast((candidate) => candidate.runId === runId);
    if (attempt === undefined) return;
    Object.assign(attempt, { endedAt: timestamp, status, reason, documents: this.#documentsOf(runId) });
  }

  #soFar(attempt: AttemptSummary): AttemptSummary {
    return attempt.endedAt === null ? { ...attempt, documents: this.#documentsOf(attempt.runId) } : attempt;
  }

  #documentsOf(runId: string): Outcomes {
    const { completed, failed } = this.#totals.of(runId) ?? { completed: 0, failed: 0 };
    return { completed, failed };
  }
}

/** Of a newer version only the type is certain. */
function isOurs(event: BusEvent): event is PipelineEvent {
  return event["version"] === EVENT_VERSION && typeof event["runId"] === "string" && typeof event["timestamp"] === "number";
}
