import type { BatchProgress, PipelineEvent, RunFailed, RunStarted, RunStats } from "@sluice/core-events";
import { FailureReasons } from "./failure-reasons.js";
import { NoteCounts } from "./note-counts.js";

/** What early validation has said. */
export interface EarlyVerdict {
  readonly status: "passed" | "insufficient" | "failed";
  readonly outcomes: number;
  readonly successRate: number | null;
}

const NOTHING: RunStats = { completed: 0, failed: 0, retried: 0, durationMs: 0, documentsPerSecond: 0, producerWaitMs: 0, consumerWaitMs: 0 };

/** Everything the closing summary and the live display need to know of a run, in memory that does not grow with it. */
export class RunTally {
  readonly reasons = new FailureReasons();
  stats: RunStats = NOTHING;
  runId: string | null = null;
  resumedFrom: RunStarted["resumedFrom"] = undefined;
  earlyVerdict: EarlyVerdict | null = null;
  warnings = 0;
  readonly notes = new NoteCounts();
  isCompleted = false;
  failure: RunFailed | null = null;
  completed = 0;
  failed = 0;
  retried = 0;
  /** The last `BatchProgress`, for rate and ETA. */
  progress: BatchProgress | null = null;

  observe(event: PipelineEvent): void {
    switch (event.type) {
      case "RunStarted":
        this.#start(event);
        break;
      case "DocumentCompleted":
        this.completed += 1;
        break;
      case "DocumentFailed":
        this.failed += 1;
        this.reasons.add(event);
        break;
      case "AdapterRetry":
        this.retried += 1;
        break;
      case "AdapterEvent":
        this.notes.add(event);
        break;
      case "BatchProgress":
        this.progress = event;
        break;
      case "ValidationCheckpoint":
        this.earlyVerdict = { status: event.status, outcomes: event.checkpoint, successRate: event.successRate };
        break;
      case "ValidationWarning":
        this.warnings += 1;
        break;
      case "RunCompleted":
        this.isCompleted = true;
        this.stats = event.stats;
        break;
      case "RunFailed":
        this.#fail(event);
        break;
    }
  }

  #start({ runId, resumedFrom }: RunStarted): void {
    this.runId = runId;
    this.resumedFrom = resumedFrom;
    this.completed = resumedFrom?.completed ?? 0;
    this.failed = resumedFrom?.failed ?? 0;
  }

  #fail(event: RunFailed): void {
    this.failure = event;
    this.stats = event.stats;
    if (event.reason !== "early_validation_failed") return;
    const { completed, failed } = event.stats;
    const outcomes = completed + failed;
    this.earlyVerdict = { status: "failed", outcomes, successRate: outcomes === 0 ? null : completed / outcomes };
  }
}
