import {
  type Checkpoint,
  type Document,
  type DocumentFailed,
  errorMessageOf,
  type FetchContext,
  type PipelineEvent,
  type RunControl,
  type RunFailureReason,
  type RunStats,
  SluiceError,
} from "@sluice/core-events";
import { AdapterLifecycle } from "./adapter-lifecycle.js";
import { publishBackpressure } from "./diagnostics.js";
import { DocumentSteps } from "./document-steps.js";
import { DocumentWorker } from "./document-worker.js";
import { EventLoopTurns } from "./event-loop-turns.js";
import { EventQueue } from "./event-queue.js";
import { FinishedItems } from "./finished-items.js";
import { identify } from "./identify.js";
import type { Job } from "./job.js";
import { RunClock } from "./run-clock.js";
import type { Ending } from "./run-ending.js";
import { RunReporter } from "./run-reporter.js";
import type { RunSetup } from "./run-setup.js";
import { RunTotals } from "./run-totals.js";
import { SourceOrder } from "./source-order.js";
import { SourcePosition, windowFor } from "./source-position.js";
import { SourcePump } from "./source-pump.js";
import { SourceReader } from "./source-reader.js";

/**
 * One run of one adapter. It starts when its consumer asks for the first time, and wires its parts together: the pump pulls
 * items, the worker makes documents of them, the reporter tells of it, the queue holds it until the consumer comes.
 */
export class IngestionRun {
  readonly queue: EventQueue<PipelineEvent | Document>;
  readonly #setup: RunSetup;
  readonly #clock = new RunClock();
  readonly #turns = new EventLoopTurns(this.#clock);
  readonly #controller = new AbortController();
  readonly #context: FetchContext;
  readonly #reporter: RunReporter;
  readonly #totals: RunTotals;
  readonly #position: SourcePosition;
  readonly #order: SourceOrder | null;
  readonly #worker: DocumentWorker;
  readonly #pump: SourcePump;
  readonly #lifecycle: AdapterLifecycle;
  readonly #control: RunControl;
  readonly #emits: boolean;
  #finishedItems: FinishedItems | null;
  #reader: SourceReader<unknown> | null = null;
  #checkpointTimer: NodeJS.Timeout | undefined;
  #inFlight = 0;
  /** Those of them that only wait for an earlier document, in source order. */
  #settled = 0;
  /** Bytes of documents between the source and the queue. */
  #inFlightBytes = 0;
  #sinceProgress = 0;
  #sinceCheckpoint = 0;
  /** Whether the source has set a mark since the last checkpoint. */
  #marked = false;
  #phase: "new" | "running" | "stopping" | "over" = "new";
  #stopAsked = false;
  #sourceDone = false;
  #sourceFailure: { readonly error: unknown } | null = null;
  #closed: Promise<void> = Promise.resolve();

  constructor(setup: RunSetup) {
    const { adapter, limits, options } = setup;
    const resumed = options.resumeFrom ?? null;
    this.#setup = setup;
    this.#emits = setup.output === "events";
    this.queue = new EventQueue({
      capacity: limits.bufferSize,
      maxBytes: adapter.sizeOf === undefined ? Infinity : limits.bufferBytes,
      clock: this.#clock,
      turns: this.#turns,
      onRoom: () => this.#pump.wake(),
    });
    this.#reporter = new RunReporter({ ...setup, clock: this.#clock, push: (item, bytes) => this.queue.push(item, bytes) });
    this.#totals = new RunTotals(this.#clock, resumed ?? { completed: 0, failed: 0 });
    this.#finishedItems = resumed === null ? null : new FinishedItems(resumed.finished);
    this.#position = new SourcePosition(windowFor(limits.concurrency), resumed, this.#finishedItems);
    this.#order = limits.order === "source" ? new SourceOrder() : null;
    this.#context = this.#makeContext(resumed?.cursor ?? null);
    this.#worker = new DocumentWorker({
      steps: new DocumentSteps(adapter, this.#context, { validate: options.validate, prepare: setup.prepare }),
      retry: limits.retry,
      signal: this.#controller.signal,
      onRetry: this.#context.retrying,
      onPark: (error) => this.fail("try_again_later", error),
      onSettled: (job, error, document) => this.#onSettled(job, error, document),
    });
    this.#pump = new SourcePump({
      turns: this.#turns,
      wantsMore: () => this.#phase === "running" && this.#totals.finished + this.#inFlight < limits.limit,
      mustWait: () => this.#mustWait(),
      onItem: (raw) => this.#onItem(raw),
    });
    this.#lifecycle = new AdapterLifecycle((oldState, newState, reason) =>
      this.#reporter.report("AdapterStateChange", { adapter: adapter.name, oldState, newState, reason }),
    );
    this.#control = {
      emit: (type: "ValidationCheckpoint" | "ValidationWarning", fields: never) => {
        if (!this.#isOver()) this.#reporter.report(type, fields);
      },
      stop: (reason, error) => this.fail(reason, error),
    };
  }

  /** Figures so far. */
  get stats(): RunStats {
    if (this.#phase !== "over") this.#clock.tick();
    return this.#totals.stats(this.queue.consumerWaitMs);
  }

  /** The item that a failure is about, as the adapter yielded it. */
  itemOf(event: DocumentFailed): unknown {
    return this.#reporter.itemOf(event);
  }

  /** Begins, at the first call. */
  start(): void {
    if (this.#phase !== "new") return;
    this.#phase = "running";
    const { resumeFrom, signal, monitors } = this.#setup.options;
    this.#reporter.runStarted(resumeFrom);
    if (monitors !== undefined) this.#watch("start");
    if (this.#isOver()) return;
    if (signal?.aborted === true) {
      this.#onAbort();
      return;
    }
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#checkpointTimer = setInterval(this.#onCheckpointTimer, this.#setup.limits.checkpointEveryMs).unref();
    if (this.#stopAsked) {
      this.drain();
      return;
    }
    this.#lifecycle.enter("starting");
    void this.#estimateTotal();
    void this.#read();
  }

  /** Ends the run resumably: nothing more is fetched, documents in flight finish, and the iteration ends without an error. */
  drain(): void {
    this.#stopAsked = true;
    if (this.#phase !== "running") return; // a run that has not begun ends as soon as it does
    this.#phase = "stopping";
    this.#lifecycle.enter("draining", "stopped");
    this.#pump.wake();
    this.#concludeIfIdle();
  }

  /** Ends the run at once with a failure that the consumer's iteration rejects with. */
  fail(reason: RunFailureReason, error: unknown): void {
    this.#conclude({ reason, error, throws: true });
  }

  /** Ends the run because the consumer has left; resolves when the source is closed. */
  async cancel(): Promise<void> {
    if (!this.#isOver()) this.#letGo(new DOMException("The consumer stopped reading", "AbortError"));
    this.queue.discard();
    this.queue.end();
    await this.#closed;
  }

  #makeContext(cursor: FetchContext["cursor"]): FetchContext {
    return {
      parameters: this.#setup.parameters,
      signal: this.#controller.signal,
      cursor,
      mark: (at) => {
        this.#position.mark(at);
        this.#marked = true;
      },
      expect: (total) => this.#totals.expect(total),
      emit: (name, payload) => {
        if (!this.#isOver()) this.#reporter.adapterEvent(name, payload);
      },
      retrying: (notice) => {
        if (this.#isOver()) return;
        this.#totals.retried += 1;
        this.#reporter.retrying(notice);
      },
      circuitChanged: (change) => {
        if (!this.#isOver()) this.#reporter.circuitChanged(change);
      },
    };
  }

  async #read(): Promise<void> {
    try {
      this.#reader = new SourceReader(this.#setup.adapter, this.#context);
      await this.#pump.run(this.#reader);
      if (!this.#isOver()) await this.#reader.close();
    } catch (error) {
      this.#reader?.ended();
      this.#sourceFailure = { error: this.#asSourceError(error) };
    }
    if (this.#isOver()) return; // a source that throws when it is told to stop is no news
    this.#sourceDone = true;
    this.#lifecycle.enter("draining", this.#sourceFailure === null ? null : "source failed");
    this.#concludeIfIdle();
  }

  #mustWait(): boolean {
    if (this.#inFlight - this.#settled >= this.#setup.limits.concurrency || !this.#position.hasRoom()) return true;
    const full = this.queue.isFull(this.#order === null ? 0 : this.#order.held, this.#inFlightBytes);
    this.#totals.producerBlocked(full);
    return full;
  }

  #onItem(raw: unknown): void {
    if (this.#lifecycle.state === "starting") this.#lifecycle.enter("fetching");
    const { adapter } = this.#setup;
    let docId: string;
    try {
      docId = identify(adapter, raw);
    } catch (error) {
      this.#onUnidentified(raw, error);
      return;
    }
    const ordinal = this.#position.begin(docId);
    if (this.#finishedItems !== null && this.#skip(docId, ordinal)) return;
    this.#inFlight += 1;
    const job: Job = { raw, docId, ordinal, startedAt: this.#emits ? this.#clock.tick() : 0, bytes: 0, attempt: 1 };
    try {
      if (adapter.sizeOf !== undefined) this.#inFlightBytes += job.bytes = usableSize(adapter.sizeOf(raw));
      this.#reporter.documentStarted(docId);
    } catch (error) {
      this.#onSettled(job, error, null);
      return;
    }
    this.#worker.start(job);
  }

  /** An item without an id fails before it starts. */
  #onUnidentified(raw: unknown, error: unknown): void {
    const ordinal = this.#position.begin("");
    if (this.#finishedItems !== null && this.#skip("", ordinal)) return;
    this.#inFlight += 1;
    this.#inOrder(ordinal, () => {
      this.#reporter.documentFailed({ docId: null, raw, attempt: 1 }, error);
      this.#finish(ordinal, 0, { error });
    });
  }

  /** Passes over an item that an earlier attempt has finished. */
  #skip(docId: string, ordinal: number): boolean {
    const finished = this.#finishedItems?.takes(docId) ?? false;
    if (this.#finishedItems?.exhausted === true) this.#finishedItems = null;
    if (!finished) return false;
    if (this.#order === null) this.#position.end(ordinal);
    else this.#order.settle(ordinal, () => this.#passed(ordinal));
    return true;
  }

  /** It may have been held behind a document that has just ended, so there may be room now. */
  #passed(ordinal: number): void {
    this.#position.end(ordinal);
    this.#pump.wake();
  }

  #onSettled(job: Job, error: unknown, document: Document | null): void {
    if (this.#isOver()) return;
    if (this.#order === null) this.#release(job, error, document);
    else this.#inOrder(job.ordinal, () => this.#release(job, error, document));
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
    this.#pump.wake(); // a held document has left its slot, though not the run
  }

  #release(job: Job, error: unknown, document: Document | null): void {
    if (this.#isOver()) return;
    let failure = document === null ? { error } : null;
    if (document !== null) {
      try {
        this.#reporter.documentCompleted(job, document);
      } catch (hookError) {
        failure = { error: hookError };
      }
    }
    if (failure !== null) this.#reporter.documentFailed(job, failure.error);
    this.#finish(job.ordinal, job.bytes, failure);
  }

  /** The terminal event is out: counts it, and does what follows from it. */
  #finish(ordinal: number, bytes: number, failure: { readonly error: unknown } | null): void {
    const { limits, options, throwOnFailure } = this.#setup;
    if (failure === null) this.#totals.completed += 1;
    else this.#totals.failed += 1;
    this.#inFlight -= 1;
    this.#inFlightBytes -= bytes;
    this.#position.end(ordinal);
    this.#sinceProgress += 1;
    this.#sinceCheckpoint += 1;
    if (options.monitors !== undefined) this.#watch("observe");
    if (failure !== null && throwOnFailure === true) this.fail("source_failed", failure.error);
    if (this.#isOver()) return;
    if (this.#sinceCheckpoint >= limits.checkpointInterval) this.#reportProgress(true);
    else if (this.#sinceProgress >= limits.progressInterval) this.#reportProgress(false);
    this.#pump.wake();
    if (this.#inFlight === 0) this.#concludeIfIdle();
  }

  #reportProgress(withCheckpoint: boolean): void {
    this.#sinceProgress = 0;
    if (withCheckpoint) {
      this.#sinceCheckpoint = 0;
      this.#marked = false;
    }
    this.#clock.resync();
    const { length: queueDepth, consumerWaitMs } = this.queue;
    const progress = this.#totals.progress({ inFlight: this.#inFlight, queueDepth, consumerWaitMs });
    publishBackpressure({ runId: this.#setup.runId, ...progress });
    if (!this.#emits) return; // nobody would see it, and a checkpoint costs more than the figures
    this.#reporter.report("BatchProgress", withCheckpoint ? { ...progress, checkpoint: this.#checkpoint() } : progress);
  }

  #checkpoint(): Checkpoint {
    const { runId, adapter } = this.#setup;
    const { completed, failed } = this.#totals;
    return { version: 1, runId, adapter: adapter.name, timestamp: this.#clock.timestamp(), ...this.#position.state(), completed, failed };
  }

  #watch(moment: "start" | "observe" | "finish"): void {
    for (const monitor of this.#setup.options.monitors ?? []) {
      try {
        monitor[moment]?.(this.#totals, this.#control);
      } catch (error) {
        this.fail("early_validation_failed", asMonitorError(error, monitor.name));
      }
      if (this.#isOver()) return;
    }
  }

  async #estimateTotal(): Promise<void> {
    const { adapter } = this.#setup;
    try {
      const total = (await adapter.estimateTotal?.(this.#context)) ?? null;
      if (total !== null && this.#totals.estimatedTotal === null) this.#totals.expect(total);
    } catch (error) {
      this.#context.emit("estimate-failed", { error: errorMessageOf(error) });
    }
  }

  readonly #onAbort = (): void => this.#conclude({ reason: "cancelled", error: this.#setup.options.signal?.reason, throws: true });

  readonly #onCheckpointTimer = (): void => {
    if ((this.#sinceCheckpoint > 0 || this.#marked) && !this.#isOver()) this.#reportProgress(true);
  };

  /** The orderly end: the source has ended, or the run was told to stop, and nothing is in flight. */
  #concludeIfIdle(): void {
    if (this.#isOver() || this.#inFlight > 0 || !(this.#sourceDone || this.#phase === "stopping")) return;
    if (this.#sourceFailure !== null) {
      const { error } = this.#sourceFailure;
      const reason = SluiceError.is(error) && error.code === "TRY_AGAIN_LATER" ? "try_again_later" : "source_failed";
      this.fail(reason, error);
      return;
    }
    if (this.#phase === "stopping") {
      this.#conclude({ reason: "cancelled", error: new Error("The run was stopped"), throws: false });
      return;
    }
    if (this.#setup.options.monitors !== undefined) this.#watch("finish");
    this.#conclude(null);
  }

  #conclude(ending: Ending | null): void {
    if (this.#isOver()) return;
    this.#reportProgress(true);
    this.#lifecycle.enter(ending?.throws === true ? "failed" : "closed", ending?.reason ?? null);
    const stats = this.stats;
    if (ending === null) this.#reporter.report("RunCompleted", { adapter: this.#setup.adapter.name, stats });
    else this.#reporter.runFailed(ending.reason, ending.error, stats);
    this.#letGo(ending?.error);
    void this.#closed.then(() => this.queue.end(ending?.throws === true ? ending : null));
  }

  /** Frees everything the run holds; `#closed` resolves when the source is closed. */
  #letGo(reason: unknown): void {
    this.#phase = "over";
    clearInterval(this.#checkpointTimer);
    this.#setup.options.signal?.removeEventListener("abort", this.#onAbort);
    this.#controller.abort(reason); // also where the source has ended: attempts and waits may still be under way
    this.#closed = this.#closeSource();
    this.#turns.stop();
    this.#pump.wake();
  }

  async #closeSource(): Promise<void> {
    try {
      await this.#reader?.close();
    } catch (error) {
      this.#reporter.warn(`The source of ${this.#setup.adapter.name} failed to close: ${errorMessageOf(error)}`, "SLUICE_SOURCE_CLOSE_FAILED");
    }
  }

  #asSourceError(error: unknown): unknown {
    if (SluiceError.is(error)) return error;
    const { name } = this.#setup.adapter;
    const message = this.#reporter.redact(`Cannot go on fetching from ${name}: ${errorMessageOf(error)}`);
    return new SluiceError(message, { code: "SOURCE_FAILED", context: { adapter: name }, cause: error });
  }

  #isOver(): boolean {
    return this.#phase === "over";
  }
}

/** A size that can be added up; an estimate that is none counts as nothing. */
function usableSize(bytes: number): number {
  return bytes > 0 && bytes < Infinity ? bytes : 0;
}

function asMonitorError(cause: unknown, monitor: string): SluiceError {
  if (SluiceError.is(cause)) return cause;
  return new SluiceError(`Cannot go on: monitor ${monitor} threw: ${errorMessageOf(cause)}`, { code: "EARLY_VALIDATION_FAILED", context: { monitor }, cause });
}
