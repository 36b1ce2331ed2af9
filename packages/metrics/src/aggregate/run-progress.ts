import type { BatchProgress, RunStats } from "@sluice/core-events";
import type { AdapterTally } from "./adapter-tally.js";

/** What the figures need to know of one run under way. */
export class RunProgress {
  tally: AdapterTally;
  /** Whether an event has named the adapter yet. */
  named = false;
  inFlight = 0;
  queueDepth = 0;
  estimatedTotal: number | null = null;
  producerWaitMs = 0;
  consumerWaitMs = 0;
  /** Documents finished, those of the attempts it resumes included. */
  finished = 0;

  constructor(tally: AdapterTally) {
    this.tally = tally;
  }

  /** Counts documents that completed, by the first `size` of these durations. */
  complete(durationsMs: Float64Array, size: number): void {
    this.tally.completed += size;
    this.tally.durations.addAll(durationsMs, size);
    this.finished += size;
  }

  update({ inFlight, queueDepth, estimatedTotal, completed, failed, producerWaitMs, consumerWaitMs }: BatchProgress): void {
    this.inFlight = inFlight;
    this.queueDepth = queueDepth;
    this.estimatedTotal = estimatedTotal;
    this.finished = Math.max(this.finished, completed + failed);
    this.#wait(producerWaitMs, consumerWaitMs);
  }

  end({ producerWaitMs, consumerWaitMs }: RunStats): void {
    this.#wait(producerWaitMs, consumerWaitMs);
  }

  /** Documents still to come, or `null` while the total is unknown or plainly wrong. */
  get remaining(): number | null {
    const { estimatedTotal, finished } = this;
    return estimatedTotal === null || estimatedTotal < finished ? null : estimatedTotal - finished;
  }

  /** Waits only grow: a smaller figure is of an event out of order. */
  #wait(producerMs: number, consumerMs: number): void {
    this.producerWaitMs = Math.max(this.producerWaitMs, producerMs);
    this.consumerWaitMs = Math.max(this.consumerWaitMs, consumerMs);
  }
}
