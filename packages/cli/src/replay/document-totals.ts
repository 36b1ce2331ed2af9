import type { RunStarted } from "@sluice/core-events";

/** Documents that have ended. */
export interface Outcomes {
  readonly completed: number;
  readonly failed: number;
}

interface Chain {
  completed: number;
  failed: number;
}

interface Attempt {
  readonly chain: Chain;
  readonly isRetry: boolean;
  completed: number;
  failed: number;
}

const MAX_ATTEMPTS = 1000;

/**
 * How many documents have ended, whatever a log says twice: an attempt that resumes another one counts from the checkpoint it
 * resumes from, not from the events behind it, and what `retry-failed` completes had failed before.
 */
export class DocumentTotals {
  readonly #attempts = new Map<string, Attempt>();
  readonly #total: Chain = { completed: 0, failed: 0 };
  #lastChain: Chain | null = null;
  #untold = 0;

  get total(): Outcomes {
    return this.#total;
  }

  /** Documents that a checkpoint counted and no event told of, because the process was killed in between. */
  get untold(): number {
    return this.#untold;
  }

  /** The documents of the run that an attempt belongs to; `null` for one whose beginning was not seen. */
  of(runId: string): Outcomes | null {
    return this.#attempts.get(runId)?.chain ?? null;
  }

  started({ runId, resumedFrom }: Pick<RunStarted, "runId" | "resumedFrom">, isRetry: boolean): void {
    const before = resumedFrom === undefined ? undefined : this.#attempts.get(resumedFrom.runId);
    const chain = before?.chain ?? ((isRetry ? this.#lastChain : null) ?? { completed: 0, failed: 0 });
    const attempt: Attempt = { chain, isRetry, completed: before?.completed ?? 0, failed: before?.failed ?? 0 };
    this.#remember(runId, attempt);
    if (!isRetry) this.#lastChain = chain;
    if (resumedFrom === undefined) return;
    const { completed, failed } = resumedFrom;
    const known = isRetry ? attempt : chain;
    if (before !== undefined) this.#untold += Math.max(0, completed + failed - known.completed - known.failed);
    if (isRetry) this.#move(attempt, { completed: completed - attempt.completed, failed: failed - attempt.failed });
    else this.#change(chain, { completed: completed - chain.completed, failed: failed - chain.failed });
    attempt.completed = completed;
    attempt.failed = failed;
  }

  ended(runId: string, outcome: "completed" | "failed"): void {
    const attempt = this.#attempts.get(runId) ?? this.#remember(runId, { chain: { completed: 0, failed: 0 }, isRetry: false, completed: 0, failed: 0 });
    const isCompleted = outcome === "completed";
    this.#move(attempt, { completed: isCompleted ? 1 : 0, failed: isCompleted ? 0 : 1 });
    attempt[outcome] += 1;
  }

  /** A document of a retry has been counted as failed before. */
  #move({ chain, isRetry }: Attempt, { completed, failed }: Outcomes): void {
    this.#change(chain, isRetry ? { completed, failed: -completed } : { completed, failed });
  }

  #change(chain: Chain, { completed, failed }: Outcomes): void {
    for (const sum of [chain, this.#total]) {
      sum.completed += completed;
      sum.failed += failed;
    }
  }

  #remember(runId: string, attempt: Attempt): Attempt {
    const oldest = this.#attempts.keys().next();
    if (this.#attempts.size >= MAX_ATTEMPTS && oldest.done !== true) this.#attempts.delete(oldest.value);
    this.#attempts.set(runId, attempt);
    return attempt;
  }
}
