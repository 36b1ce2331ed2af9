import type { Document } from "@sluice/core-events";
import type { EventQueue } from "./event-queue.js";
import type { FinishedItems } from "./finished-items.js";
import { identify } from "./identify.js";
import type { Job } from "./job.js";
import type { RunClock } from "./run-clock.js";
import type { RunReporter } from "./run-reporter.js";
import type { RunSetup } from "./run-setup.js";
import type { RunTotals } from "./run-totals.js";
import { SourceOrder } from "./source-order.js";
import type { SourcePosition } from "./source-position.js";

/** How a document failed; what was thrown may be anything, also undefined. */
export interface Failure {
  readonly error: unknown;
}

/** What {@link ItemFlow} works with, and what it asks of the run. */
export interface ItemFlowOptions {
  readonly setup: Pick<RunSetup, "adapter" | "limits" | "output">;
  readonly clock: RunClock;
  readonly queue: Pick<EventQueue<unknown>, "isFull">;
  readonly reporter: RunReporter;
  readonly totals: RunTotals;
  readonly position: SourcePosition;
  /** What an earlier attempt has finished; `null` if there was none. */
  readonly finishedItems: FinishedItems | null;
  readonly isOver: () => boolean;
  /** Begins to make a document of an item; its outcome comes back through {@link ItemFlow.settled}. */
  readonly start: (job: Job) => void;
  /** There may be room for another item. */
  readonly wake: () => void;
  /** The terminal event of an item is out, and it is no longer in flight. */
  readonly onFinished: (failure: Failure | null) => void;
}

/** What becomes of an item between the source and its terminal event: identified, passed over or worked on, held in order, told. */
export class ItemFlow {
  readonly #options: ItemFlowOptions;
  readonly #order: SourceOrder | null;
  readonly #timesStarts: boolean;
  #finishedItems: FinishedItems | null;
  #inFlight = 0;
  /** Those of them that only wait for an earlier document, in source order. */
  #settled = 0;
  /** Bytes of documents between the source and the queue. */
  #inFlightBytes = 0;

  constructor(options: ItemFlowOptions) {
    this.#options = options;
    this.#order = options.setup.limits.order === "source" ? new SourceOrder() : null;
    this.#timesStarts = options.setup.output === "events";
    this.#finishedItems = options.finishedItems;
  }

  /** Items begun and not finished. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether the next item has to wait: for a slot, for the oldest item, or for the consumer. */
  mustWait(): boolean {
    const { setup, position, queue, totals } = this.#options;
    if (this.#inFlight - this.#settled >= setup.limits.concurrency || !position.hasRoom()) return true;
    const full = queue.isFull(this.#order === null ? 0 : this.#order.held, this.#inFlightBytes);
    totals.producerBlocked(full);
    return full;
  }

  /** Takes an item from the source. */
  take(raw: unknown): void {
    const { clock, position, reporter, start } = this.#options;
    const { adapter } = this.#options.setup;
    let docId: string;
    try {
      docId = identify(adapter, raw);
    } catch (error) {
      this.#onUnidentified(raw, error);
      return;
    }
    const ordinal = position.begin(docId);
    if (this.#finishedItems !== null && this.#skip(docId, ordinal)) return;
    this.#inFlight += 1;
    const job: Job = { raw, docId, ordinal, startedAt: this.#timesStarts ? clock.tick() : 0, bytes: 0, attempt: 1 };
    try {
      if (adapter.sizeOf !== undefined) this.#inFlightBytes += job.bytes = usableSize(adapter.sizeOf(raw));
      reporter.documentStarted(docId);
    } catch (error) {
      this.settled(job, error, null);
      return;
    }
    start(job);
  }

  /** Takes what has become of an item: a document, or the error that is final. */
  settled(job: Job, error: unknown, document: Document | null): void {
    if (this.#options.isOver()) return;
    if (this.#order === null) this.#release(job, error, document);
    else this.#inOrder(job.ordinal, () => this.#release(job, error, document));
  }

  /** An item without an id fails before it starts. */
  #onUnidentified(raw: unknown, error: unknown): void {
    const ordinal = this.#options.position.begin("");
    if (this.#finishedItems !== null && this.#skip("", ordinal)) return;
    this.#inFlight += 1;
    this.#inOrder(ordinal, () => {
      this.#options.reporter.documentFailed({ docId: null, raw, attempt: 1 }, error);
      this.#finish(ordinal, 0, { error });
    });
  }

  /** Passes over an item that an earlier attempt has finished. */
  #skip(docId: string, ordinal: number): boolean {
    const finished = this.#finishedItems?.takes(docId) ?? false;
    if (this.#finishedItems?.exhausted === true) this.#finishedItems = null;
    if (!finished) return false;
    if (this.#order === null) this.#options.position.end(ordinal);
    else this.#order.settle(ordinal, () => this.#passed(ordinal));
    return true;
  }

  /** It may have been held behind a document that has just ended, so there may be room now. */
  #passed(ordinal: number): void {
    this.#options.position.end(ordinal);
    this.#options.wake();
  }

  #inOrder(ordinal: number, release: () => void): void {
    if (this.#order === null) {
      release();
      return;
    }
    this.#settled += 1;
    this.#order.settle(ordinal, () => {
      this.#settled -= 1;
      release();
    });
    this.#options.wake(); // a held document has left its slot, though not the run
  }

  #release(job: Job, error: unknown, document: Document | null): void {
    const { reporter, isOver } = this.#options;
    if (isOver()) return;
    let failure: Failure | null = document === null ? { error } : null;
    if (document !== null) {
      try {
        reporter.documentCompleted(job, document);
      } catch (hookError) {
        failure = { error: hookError };
      }
    }
    if (failure !== null) reporter.documentFailed(job, failure.error);
    this.#finish(job.ordinal, job.bytes, failure);
  }

  #finish(ordinal: number, bytes: number, failure: Failure | null): void {
    this.#inFlight -= 1;
    this.#inFlightBytes -= bytes;
    this.#options.position.end(ordinal);
    this.#options.onFinished(failure);
  }
}

/** A size that can be added up; an estimate that is none counts as nothing. */
function usableSize(bytes: unknown): number {
  return typeof bytes === "number" && bytes > 0 && bytes < Infinity ? bytes : 0;
}
