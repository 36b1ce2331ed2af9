import type { EventFields, OutcomeCounts, RunStats } from "@sluice/core-events";
import { etaSeconds, perSecond } from "./eta.js";
import type { RunClock } from "./run-clock.js";

/** What only the run itself knows at the moment of a report. */
export interface Surroundings {
  readonly inFlight: number;
  readonly queueDepth: number;
  readonly consumerWaitMs: number;
}

/** Counts and times of one run, and the figures made from them. */
export class RunTotals implements OutcomeCounts {
  completed: number;
  failed: number;
  retried = 0;
  estimatedTotal: number | null = null;
  readonly #clock: RunClock;
  readonly #startedAt: number;
  readonly #before: number;
  #producerWaitMs = 0;
  #blockedSince: number | null = null;

  constructor(clock: RunClock, before: OutcomeCounts) {
    this.#clock = clock;
    this.#startedAt = clock.tick();
    this.completed = before.completed;
    this.failed = before.failed;
    this.#before = before.completed + before.failed;
  }

  get finished(): number {
    return this.completed + this.failed;
  }

  /** Takes a total that a source has named; anything but a count is as good as none. */
  expect(total: number | null): void {
    this.estimatedTotal = total !== null && Number.isSafeInteger(total) && total >= 0 ? total : null;
  }

  /** Takes note that the source waits for the consumer, or no longer does; call it as often as convenient. */
  producerBlocked(blocked: boolean): void {
    if (blocked === (this.#blockedSince !== null)) return;
    if (this.#blockedSince !== null) this.#producerWaitMs += this.#clock.tick() - this.#blockedSince;
    this.#blockedSince = blocked ? this.#clock.last : null;
  }

  progress({ inFlight, queueDepth, consumerWaitMs }: Surroundings): EventFields<"BatchProgress"> {
    const rate = this.#rate();
    const { completed, failed, retried, estimatedTotal } = this;
    const producerWaitMs = this.#waited();
    const eta = etaSeconds({ finished: this.finished, rate, estimatedTotal });
    return {
      completed, failed, retried, inFlight, queueDepth, estimatedTotal,
      etaSeconds: eta, documentsPerSecond: rate, producerWaitMs, consumerWaitMs,
    };
  }

  stats(consumerWaitMs: number): RunStats {
    const { completed, failed, retried } = this;
    const producerWaitMs = this.#waited();
    const durationMs = this.#clock.last - this.#startedAt;
    return { completed, failed, retried, durationMs, documentsPerSecond: this.#rate(), producerWaitMs, consumerWaitMs };
  }

  #waited(): number {
    return this.#producerWaitMs + (this.#blockedSince === null ? 0 : this.#clock.last - this.#blockedSince);
  }

  #rate(): number {
    return perSecond(this.finished - this.#before, this.#clock.last - this.#startedAt);
  }
}
