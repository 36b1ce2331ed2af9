import type { Checkpoint } from "@sluice/core-events";
import { publishBackpressure } from "./diagnostics.js";
import type { EventQueue } from "./event-queue.js";
import type { RunClock } from "./run-clock.js";
import type { RunReporter } from "./run-reporter.js";
import type { RunSetup } from "./run-setup.js";
import type { RunTotals } from "./run-totals.js";
import type { SourcePosition } from "./source-position.js";

/** What {@link ProgressReports} tells of, and whom. */
export interface ProgressReportsOptions {
  readonly setup: Pick<RunSetup, "adapter" | "limits" | "output" | "runId">;
  readonly clock: RunClock;
  readonly queue: Pick<EventQueue<unknown>, "length" | "consumerWaitMs">;
  readonly totals: RunTotals;
  readonly position: SourcePosition;
  readonly reporter: RunReporter;
  /** Documents begun and not finished. */
  readonly inFlight: () => number;
}

/** Says how a run is going: every so many documents, and with a checkpoint every so many or so often. */
export class ProgressReports {
  readonly #options: ProgressReportsOptions;
  #timer: NodeJS.Timeout | undefined;
  #sinceProgress = 0;
  #sinceCheckpoint = 0;
  /** Whether the source has set a mark since the last checkpoint. */
  #marked = false;

  constructor(options: ProgressReportsOptions) {
    this.#options = options;
  }

  /** Begins to make checkpoints by time, where there is something new to cover. */
  start(): void {
    const onTimer = (): void => {
      if (this.#sinceCheckpoint > 0 || this.#marked) this.report({ withCheckpoint: true });
    };
    this.#timer = setInterval(onTimer, this.#options.setup.limits.checkpointEveryMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The source has set a mark, so a checkpoint would cover more than the last. */
  marked(): void {
    this.#marked = true;
  }

  /** A document is finished and counted. */
  documentFinished(): void {
    const { checkpointInterval, progressInterval } = this.#options.setup.limits;
    this.#sinceProgress += 1;
    this.#sinceCheckpoint += 1;
    if (this.#sinceCheckpoint >= checkpointInterval) this.report({ withCheckpoint: true });
    else if (this.#sinceProgress >= progressInterval) this.report({ withCheckpoint: false });
  }

  report({ withCheckpoint }: { readonly withCheckpoint: boolean }): void {
    const { setup, clock, queue, totals, reporter, inFlight } = this.#options;
    this.#sinceProgress = 0;
    if (withCheckpoint) {
      this.#sinceCheckpoint = 0;
      this.#marked = false;
    }
    clock.resync();
    const { length: queueDepth, consumerWaitMs } = queue;
    const progress = totals.progress({ inFlight: inFlight(), queueDepth, consumerWaitMs });
    publishBackpressure({ runId: setup.runId, ...progress });
    if (setup.output !== "events") return; // nobody would see it, and a checkpoint costs more than the figures
    reporter.report("BatchProgress", withCheckpoint ? { ...progress, checkpoint: this.#checkpoint() } : progress);
  }

  #checkpoint(): Checkpoint {
    const { setup, clock, totals, position } = this.#options;
    const { completed, failed } = totals;
    return { version: 1, runId: setup.runId, adapter: setup.adapter.name, timestamp: clock.timestamp(), ...position.state(), completed, failed };
  }
}
