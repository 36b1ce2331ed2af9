import { type Document, errorMessageOf, type RetryNotice, SluiceError } from "@sluice/core-events";
import { isSpent, retryDelayMs, type RetryPolicy, sleep } from "@sluice/resilience";
import type { DocumentSteps } from "./document-steps.js";
import { isRetryable } from "./is-retryable.js";
import type { Job } from "./job.js";
import { isThenable } from "./thenable.js";

/** What a {@link DocumentWorker} works with. */
export interface DocumentWorkerOptions {
  readonly steps: DocumentSteps;
  readonly retry: RetryPolicy;
  /** Ends the waits between attempts; a job that waits then has no outcome. */
  readonly signal: AbortSignal;
  readonly onRetry: (notice: RetryNotice) => void;
  /** Called when an error says that the whole source has to wait; the job then has no outcome and belongs to the next attempt. */
  readonly onPark: (error: SluiceError) => void;
  /** Called once per job, with the document, or with the error of its last attempt. */
  readonly onSettled: (job: Job, error: unknown, document: Document | null) => void;
}

/** Takes jobs through their steps, and again where a failure says that trying again may help. */
export class DocumentWorker {
  readonly #steps: DocumentSteps;
  readonly #retry: RetryPolicy;
  readonly #signal: AbortSignal;
  readonly #onRetry: DocumentWorkerOptions["onRetry"];
  readonly #onPark: DocumentWorkerOptions["onPark"];
  readonly #onSettled: DocumentWorkerOptions["onSettled"];

  constructor({ steps, retry, signal, onRetry, onPark, onSettled }: DocumentWorkerOptions) {
    this.#steps = steps;
    this.#retry = retry;
    this.#signal = signal;
    this.#onRetry = onRetry;
    this.#onPark = onPark;
    this.#onSettled = onSettled;
  }

  /** Makes an attempt; with synchronous steps the job is settled when this returns. */
  start(job: Job): void {
    let document: Document;
    try {
      const parsed = this.#steps.parse(job.raw);
      if (isThenable(parsed)) {
        void this.#finish(job, parsed, false);
        return;
      }
      const validated = this.#steps.validate(parsed, job.docId);
      if (isThenable(validated)) {
        void this.#finish(job, validated, true);
        return;
      }
      document = validated;
    } catch (error) {
      this.#onAttemptFailed(job, error);
      return;
    }
    this.#onSettled(job, null, document);
  }

  async #finish(job: Job, pending: PromiseLike<Document>, validated: boolean): Promise<void> {
    let document: Document;
    try {
      document = await pending;
      if (!validated) {
        const later = this.#steps.validate(document, job.docId);
        document = isThenable(later) ? await later : later;
      }
    } catch (error) {
      this.#onAttemptFailed(job, error);
      return;
    }
    this.#onSettled(job, null, document);
  }

  #onAttemptFailed(job: Job, error: unknown): void {
    if (this.#signal.aborted) return;
    if (SluiceError.is(error) && error.code === "TRY_AGAIN_LATER") {
      this.#onPark(error);
      return;
    }
    if (!isRetryable(error) || isSpent(error) || job.attempt >= this.#retry.maxAttempts) {
      this.#onSettled(job, error, null);
      return;
    }
    const delayMs = retryDelayMs(this.#retry, job.attempt);
    this.#onRetry({ docId: job.docId, attempt: job.attempt, delayMs, cause: errorMessageOf(error) });
    void this.#startAfter(delayMs, job);
  }

  async #startAfter(delayMs: number, job: Job): Promise<void> {
    try {
      await sleep(delayMs, this.#signal);
    } catch {
      return; // the run is over, and no checkpoint counts this document as finished
    }
    job.attempt += 1;
    this.start(job);
  }
}
