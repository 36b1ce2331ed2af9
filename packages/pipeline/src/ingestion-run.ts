import {
  type AnyAdapter,
  type Document,
  type DocumentFailed,
  errorMessageOf,
  errorTypeOf,
  EventFactory,
  type EventFilter,
  type EventTransformer,
  type FetchContext,
  type PipelineEvent,
  Redactor,
  type RetryNotice,
  type RunControl,
  type RunFailureReason,
  type RunStats,
  SluiceError,
} from "@sluice/core-events";
import { retryDelayMs, sleep } from "@sluice/resilience";
import { AdapterLifecycle } from "./adapter-lifecycle.js";
import { publishBackpressure, publishFailure } from "./diagnostics.js";
import { DocumentSteps } from "./document-steps.js";
import { EventLoopTurns } from "./event-loop-turns.js";
import { EventOutlet } from "./event-outlet.js";
import { EventQueue } from "./event-queue.js";
import { FinishedItems } from "./finished-items.js";
import { RunClock } from "./run-clock.js";
import { RunTotals } from "./run-totals.js";
import { SourceOrder } from "./source-order.js";
import { SourcePosition } from "./source-position.js";
import { SourceReader } from "./source-reader.js";
import type { RunLimits, RunOptions } from "./stream-options.js";
import { isThenable } from "./thenable.js";

/** Everything one run needs, checked and complete. */
export interface RunSetup {
  readonly adapter: AnyAdapter;
  readonly parameters: unknown;
  /** The parameters as events show them. */
  readonly shownParameters: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly limits: RunLimits;
  readonly options: RunOptions;
  readonly pipelineId: string;
  readonly runId: string;
  /** Whether the consumer gets events, or documents alone. */
  readonly output: "events" | "documents";
  readonly filter?: EventFilter | undefined;
  readonly transform?: EventTransformer | undefined;
  /** Where only documents are read: whether the first final failure ends the run. */
  readonly throwOnFailure?: boolean;
  readonly prepare?: ((document: Document) => void) | undefined;
}

/** One document on its way. */
interface Job {
  readonly raw: unknown;
  readonly docId: string;
  readonly ordinal: number;
  readonly startedAt: number;
  readonly bytes: number;
  attempt: number;
}

/** How a run ends when it does not complete. */
interface Ending {
  readonly reason: RunFailureReason;
  readonly error: unknown;
  /** Whether the consumer's iteration rejects with `error`, or just ends. */
  readonly throws: boolean;
}

/**
 * One run of one adapter: pulls items, works on up to `concurrency` of them, and queues what comes of it.
 * Starts when the consumer asks for the first time, and wires its parts together; each rule lives in a part.
 */
export class IngestionRun {
  readonly queue: EventQueue<PipelineEvent | Document>;
  readonly #setup: RunSetup;
  readonly #limits: RunLimits;
  readonly #clock = new RunClock();
  readonly #turns = new EventLoopTurns();
  readonly #controller = new AbortController();
  readonly #factory: EventFactory;
  readonly #outlet: EventOutlet;
  readonly #totals: RunTotals;
  readonly #position: SourcePosition;
  readonly #order: SourceOrder | null;
  readonly #steps: DocumentSteps;
  readonly #lifecycle: AdapterLifecycle;
  readonly #redactor: Redactor;
  readonly #control: RunControl;
  readonly #context: FetchContext;
  readonly #failedItems = new WeakMap<DocumentFailed, unknown>();
  readonly #emits: boolean;
  #finishedItems: FinishedItems | null = null;
  #reader: SourceReader<unknown> | null = null;
  #inFlight = 0;
  #sinceProgress = 0;
  #sinceCheckpoint = 0;
  #checkpointTimer: NodeJS.Timeout | undefined;
  #roomWaiter: (() => void) | null = null;
  #started = false;
  #stopping = false;
  #sourceDone = false;
  #sourceFailure: { readonly error: unknown } | null = null;
  #over = false;
  #closed: Promise<void> = Promise.resolve();

  constructor(setup: RunSetup) {
    const { adapter, limits, options, runId, pipelineId } = setup;
    const resumed = options.resumeFrom ?? null;
    this.#setup = setup;
    this.#limits = limits;
    this.#emits = setup.output === "events";
    this.#factory = new EventFactory({ runId, pipelineId, now: this.#clock.timestamp });
    this.queue = new EventQueue({
      capacity: limits.bufferSize,
      maxBytes: adapter.sizeOf === undefined ? Infinity : limits.bufferBytes,
      clock: this.#clock,
      turns: this.#turns,
      onRoom: () => this.#wake(),
    });
    this.#outlet = new EventOutlet(this.#factory, (event, bytes) => this.queue.push(event, bytes), setup);
    this.#totals = new RunTotals(this.#clock, resumed ?? { completed: 0, failed: 0 });
    this.#position = new SourcePosition(windowFor(limits.concurrency), resumed);
    if (resumed !== null) this.#finishedItems = new FinishedItems(resumed.finished);
    this.#order = limits.order === "source" ? new SourceOrder() : null;
    this.#redactor = new Redactor(setup.secrets);
    this.#context = this.#makeContext(resumed?.cursor ?? null);
    this.#steps = new DocumentSteps(adapter, this.#context, { validate: options.validate, prepare: setup.prepare });
    this.#lifecycle = new AdapterLifecycle((oldState, newState, reason) => this.#report("AdapterStateChange", { adapter: adapter.name, oldState, newState, reason }));
    this.#control = {
      emit: (type: "ValidationCheckpoint" | "ValidationWarning", fields: never) => this.#report(type, fields),
      stop: (reason, error) => this.fail(reason, error),
    };
  }

  /** Figures so far. */
  get stats(): RunStats {
    this.#clock.tick();
    return this.#totals.stats(this.queue.consumerWaitMs);
  }

  /** The item that a failure is about, as the adapter yielded it. */
  itemOf(event: DocumentFailed): unknown {
    return this.#failedItems.get(event);
  }

  /** Begins, at the first call. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    const { adapter, shownParameters, options } = this.#setup;
    const { resumeFrom, signal } = options;
    this.#report("RunStarted", {
      adapter: adapter.name,
      parameters: shownParameters,
      ...(resumeFrom === undefined ? {} : { resumedFrom: { runId: resumeFrom.runId, completed: resumeFrom.completed, failed: resumeFrom.failed } }),
    });
    this.#watch("start");
    if (this.#over) return;
    if (signal?.aborted === true) {
      this.#onAbort();
      return;
    }
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#checkpointTimer = setInterval(this.#onCheckpointTimer, this.#limits.checkpointEveryMs).unref();
    this.#lifecycle.enter("starting");
    void this.#estimateTotal();
    void this.#produce();
  }

  /** Ends the run resumably: nothing more is fetched, documents in flight finish, and the iteration ends without an error. */
  drain(): void {
    if (this.#over || this.#stopping) return;
    this.#stopping = true;
    if (!this.#started) return;
    this.#lifecycle.enter("draining", "stopped");
    this.#wake();
    this.#concludeIfIdle();
  }

  /** Ends the run at once with a failure that the consumer's iteration rejects with. */
  fail(reason: RunFailureReason, error: unknown): void {
    this.#conclude({ reason, error, throws: true });
  }

  /** Ends the run because the consumer has left; resolves when the source is closed. */
  async cancel(): Promise<void> {
    if (!this.#over) {
      this.#over = true;
      this.#letGo(new DOMException("The consumer stopped reading", "AbortError"));
    }
    this.queue.discard();
    this.queue.end();
    await this.#closed;
  }

  #makeContext(cursor: FetchContext["cursor"]): FetchContext {
    const { adapter, parameters } = this.#setup;
    return {
      parameters,
      signal: this.#controller.signal,
      cursor,
      mark: (at) => this.#position.mark(at),
      expect: (total) => this.#totals.expect(total),
      emit: (name, payload) => this.#report("AdapterEvent", { adapter: adapter.name, name, payload: this.#redactor.value(payload) }),
      retrying: (retry) => this.#reportRetry(retry),
    };
  }

  async #produce(): Promise<void> {
    try {
      await this.#readSource();
    } catch (error) {
      this.#reader?.ended();
      if (this.#over) return; // the source was told to stop, and this is its answer
      this.#sourceFailure = { error: asSourceError(error, this.#setup.adapter.name) };
    }
    if (this.#over) return;
    this.#sourceDone = true;
    this.#lifecycle.enter("draining", this.#sourceFailure === null ? null : "source failed");
    this.#concludeIfIdle();
  }

  async #readSource(): Promise<void> {
    const reader = new SourceReader(this.#setup.adapter, this.#context);
    this.#reader = reader;
    while (!this.#stopping && this.#totals.finished + this.#inFlight < this.#limits.limit) {
      if (this.#mustWait()) {
        await this.#room();
        if (this.#over) return;
        continue;
      }
      if (this.#turns.due()) {
        await this.#turns.turn();
        if (this.#over) return;
        continue;
      }
      const next = reader.next();
      const result = isThenable(next) ? await next : next;
      if (this.#over) return;
      if (result.done === true) {
        reader.ended();
        return;
      }
      if (this.#lifecycle.state === "starting") this.#lifecycle.enter("fetching");
      this.#admit(result.value);
    }
    await reader.close();
  }

  #mustWait(): boolean {
    return this.#inFlight >= this.#limits.concurrency || this.queue.isFull(this.#order?.held ?? 0) || !this.#position.hasRoom();
  }

  /** Resolves when something has changed that fetching may have been waiting for. */
  async #room(): Promise<void> {
    const waitsForConsumer = this.queue.isFull(this.#order?.held ?? 0);
    const since = this.#clock.last;
    await new Promise<void>((resolve) => {
      this.#roomWaiter = resolve;
    });
    if (waitsForConsumer) this.#totals.producerWaitMs += this.#clock.tick() - since;
  }

  #wake(): void {
    const waiter = this.#roomWaiter;
    if (waiter === null || (!this.#over && !this.#stopping && this.#mustWait())) return;
    this.#roomWaiter = null;
    waiter();
  }

  #admit(raw: unknown): void {
    const { adapter } = this.#setup;
    let docId: string;
    try {
      docId = identify(adapter, raw);
    } catch (error) {
      this.#failUnidentified(raw, error);
      return;
    }
    const ordinal = this.#position.begin(docId);
    if (this.#finishedItems !== null && this.#isFinished(docId)) {
      this.#position.end(ordinal);
      this.#order?.settle(ordinal, () => undefined);
      return;
    }
    this.#inFlight += 1;
    const job: Job = { raw, docId, ordinal, startedAt: this.#clock.tick(), bytes: adapter.sizeOf?.(raw) ?? 0, attempt: 1 };
    try {
      if (this.#emits) this.#outlet.send(this.#factory.documentStarted(docId, adapter.name, this.#setup.shownParameters), 0);
    } catch (error) {
      this.#settleJob(job, asHookError(error));
      return;
    }
    this.#attempt(job);
  }

  #isFinished(docId: string): boolean {
    const finished = this.#finishedItems?.takes(docId) ?? false;
    if (this.#finishedItems?.exhausted === true) this.#finishedItems = null;
    return finished;
  }

  #attempt(job: Job): void {
    try {
      const parsed = this.#steps.parse(job.raw);
      if (isThenable(parsed)) {
        void this.#attemptLater(job, parsed);
        return;
      }
      const document = this.#steps.validate(parsed, job.docId);
      if (isThenable(document)) void this.#attemptLater(job, document);
      else this.#settleJob(job, null, document);
    } catch (error) {
      this.#onAttemptFailed(job, error);
    }
  }

  async #attemptLater(job: Job, pending: PromiseLike<Document>): Promise<void> {
    let document: Document;
    try {
      const validated = this.#steps.validate(await pending, job.docId);
      document = isThenable(validated) ? await validated : validated;
    } catch (error) {
      this.#onAttemptFailed(job, error);
      return;
    }
    this.#settleJob(job, null, document);
  }

  #onAttemptFailed(job: Job, error: unknown): void {
    if (this.#over) return;
    const { retry } = this.#limits;
    if (!SluiceError.is(error) || !error.retryable || job.attempt >= retry.maxAttempts) {
      this.#settleJob(job, error);
      return;
    }
    const delayMs = retryDelayMs(retry, job.attempt);
    this.#reportRetry({ docId: job.docId, attempt: job.attempt, delayMs, cause: errorMessageOf(error) });
    void this.#attemptAfter(delayMs, job);
  }

  async #attemptAfter(delayMs: number, job: Job): Promise<void> {
    try {
      await sleep(delayMs, this.#controller.signal);
    } catch {
      return; // the run is over, and with it this document, which no checkpoint counts as finished
    }
    job.attempt += 1;
    this.#attempt(job);
  }

  /** A document is at its end; in source order it may still have to wait for those before it. */
  #settleJob(job: Job, error: unknown, document?: Document): void {
    if (this.#over) return;
    if (this.#order === null) this.#release(job, error, document);
    else this.#order.settle(job.ordinal, () => this.#release(job, error, document));
  }

  #release(job: Job, error: unknown, document: Document | undefined): void {
    if (this.#over) return;
    const failure = document === undefined ? { error } : this.#sendCompleted(job, document);
    if (failure === null) this.#totals.completed += 1;
    else this.#sendFailed(job, failure.error);
    this.#inFlight -= 1;
    this.#position.end(job.ordinal);
    this.#afterOutcome(failure);
  }

  /** Sends the document out; gives the error of a hook that will not let it pass. */
  #sendCompleted(job: Job, document: Document): { readonly error: unknown } | null {
    if (!this.#emits) {
      this.queue.push(document, job.bytes);
      return null;
    }
    const metadata = this.#setup.adapter.describe?.(job.raw) ?? NO_METADATA;
    const event = this.#factory.documentCompleted(document, this.#clock.tick() - job.startedAt, metadata);
    try {
      this.#outlet.send(event, job.bytes);
      return null;
    } catch (error) {
      return { error: asHookError(error) };
    }
  }

  #sendFailed(job: Pick<Job, "raw" | "attempt"> & { readonly docId: string | null }, error: unknown): void {
    this.#totals.failed += 1;
    this.#clock.tick();
    const stack = error instanceof Error && !SluiceError.is(error) && error.stack !== undefined ? { stack: this.#redactor.text(error.stack) } : {};
    const event: DocumentFailed = this.#factory.create("DocumentFailed", {
      docId: job.docId,
      error: this.#redactor.text(errorMessageOf(error)),
      errorType: errorTypeOf(error),
      retryCount: job.attempt - 1,
      isRetryable: SluiceError.is(error) && error.retryable,
      ...stack,
    });
    this.#failedItems.set(event, job.raw);
    publishFailure(event);
    if (this.#emits) this.#outlet.sendAnyway(event);
    else this.#factory.withdraw();
  }

  #failUnidentified(raw: unknown, error: unknown): void {
    const ordinal = this.#position.begin("");
    if (this.#finishedItems !== null && this.#isFinished("")) {
      this.#position.end(ordinal);
      this.#order?.settle(ordinal, () => undefined);
      return;
    }
    this.#inFlight += 1;
    const release = (): void => {
      this.#sendFailed({ docId: null, raw, attempt: 1 }, error);
      this.#inFlight -= 1;
      this.#position.end(ordinal);
      this.#afterOutcome({ error });
    };
    if (this.#order === null) release();
    else this.#order.settle(ordinal, release);
  }

  #afterOutcome(failure: { readonly error: unknown } | null): void {
    this.#sinceProgress += 1;
    this.#sinceCheckpoint += 1;
    this.#watch("observe");
    if (this.#over) return;
    if (failure !== null && this.#setup.throwOnFailure === true) {
      this.fail("source_failed", failure.error);
      return;
    }
    if (this.#sinceCheckpoint >= this.#limits.checkpointInterval) this.#reportProgress(true);
    else if (this.#sinceProgress >= this.#limits.progressInterval) this.#reportProgress(false);
    if (this.#roomWaiter !== null) this.#wake();
    if (this.#inFlight === 0) this.#concludeIfIdle();
  }

  #reportProgress(withCheckpoint: boolean): void {
    this.#sinceProgress = 0;
    this.#clock.resync();
    const { inFlight, queue } = { inFlight: this.#inFlight, queue: this.queue };
    const progress = this.#totals.progress({ inFlight, queueDepth: queue.length, consumerWaitMs: queue.consumerWaitMs });
    publishBackpressure({ runId: this.#setup.runId, ...progress });
    if (withCheckpoint) this.#sinceCheckpoint = 0;
    if (this.#emits) this.#report("BatchProgress", withCheckpoint ? { ...progress, checkpoint: this.#checkpoint() } : progress);
  }

  #checkpoint(): NonNullable<RunOptions["resumeFrom"]> {
    const { completed, failed } = this.#totals;
    const { runId, adapter } = this.#setup;
    return { version: 1, runId, adapter: adapter.name, timestamp: this.#clock.timestamp(), ...this.#position.state(), completed, failed };
  }

  #reportRetry(retry: RetryNotice): void {
    if (this.#over) return;
    this.#totals.retried += 1;
    const url = retry.url === undefined ? {} : { url: this.#redactor.text(retry.url) };
    this.#report("AdapterRetry", { adapter: this.#setup.adapter.name, ...retry, cause: this.#redactor.text(retry.cause), ...url });
  }

  readonly #report: EventOutlet["report"] = (type, fields) => {
    if (!this.#emits) return;
    this.#clock.tick();
    this.#outlet.report(type, fields);
  };

  #watch(moment: "start" | "observe" | "finish"): void {
    for (const monitor of this.#setup.options.monitors ?? []) {
      try {
        monitor[moment]?.(this.#totals, this.#control);
      } catch (error) {
        this.fail("early_validation_failed", asMonitorError(error, monitor.name));
      }
      if (this.#over) return;
    }
  }

  async #estimateTotal(): Promise<void> {
    const { adapter } = this.#setup;
    if (adapter.estimateTotal === undefined) return;
    try {
      const total = await adapter.estimateTotal(this.#context);
      if (total !== null && this.#totals.estimatedTotal === null) this.#totals.expect(total);
    } catch (error) {
      if (!this.#over) this.#context.emit("estimate-failed", { error: errorMessageOf(error) });
    }
  }

  readonly #onAbort = (): void => this.#conclude({ reason: "cancelled", error: this.#setup.options.signal?.reason, throws: true });

  readonly #onCheckpointTimer = (): void => {
    if (this.#sinceCheckpoint > 0 && !this.#over) this.#reportProgress(true);
  };

  /** The natural end: the source has ended, or was told to, and nothing is in flight. */
  #concludeIfIdle(): void {
    if (this.#over || this.#inFlight > 0 || !(this.#sourceDone || this.#stopping)) return;
    if (this.#sourceFailure !== null) {
      const { error } = this.#sourceFailure;
      const reason = SluiceError.is(error) && error.code === "TRY_AGAIN_LATER" ? "try_again_later" : "source_failed";
      this.#conclude({ reason, error, throws: true });
    } else if (this.#stopping) {
      this.#conclude({ reason: "cancelled", error: new Error("The run was stopped"), throws: false });
    } else {
      this.#watch("finish");
      this.#conclude(null);
    }
  }

  #conclude(ending: Ending | null): void {
    if (this.#over) return;
    this.#reportProgress(true);
    this.#lifecycle.enter(ending === null || !ending.throws ? "closed" : "failed", ending?.reason ?? null);
    this.#clock.tick();
    const { adapter } = this.#setup;
    const stats = this.#totals.stats(this.queue.consumerWaitMs);
    if (ending === null) {
      this.#report("RunCompleted", { adapter: adapter.name, stats });
    } else {
      const error = this.#redactor.text(errorMessageOf(ending.error));
      this.#report("RunFailed", { adapter: adapter.name, reason: ending.reason, error, errorType: errorTypeOf(ending.error), stats });
    }
    this.#over = true;
    this.#letGo(ending?.error);
    void this.#closed.finally(() => this.queue.end(ending?.throws === true ? { error: ending.error } : null));
  }

  /** Frees everything the run holds; `#closed` settles when the source is closed. */
  #letGo(reason: unknown): void {
    clearInterval(this.#checkpointTimer);
    this.#setup.options.signal?.removeEventListener("abort", this.#onAbort);
    if (!this.#sourceDone) this.#controller.abort(reason);
    this.#closed = this.#closeSource();
    this.#turns.stop();
    this.#wake();
  }

  async #closeSource(): Promise<void> {
    try {
      await this.#reader?.close();
    } catch (error) {
      const message = `The source of adapter ${this.#setup.adapter.name} failed to close: ${this.#redactor.text(errorMessageOf(error))}`;
      process.emitWarning(message, { type: "SluiceWarning", code: "SLUICE_SOURCE_CLOSE_FAILED" });
    }
  }
}

const NO_METADATA: Readonly<Record<string, unknown>> = Object.freeze({});

/** How far fetching may run ahead of the oldest unfinished document: 64 per slot, within 64 and 1,024, at least two per slot. */
function windowFor(concurrency: number): number {
  const wished = Math.max(Math.min(64 * concurrency, 1024), 2 * concurrency);
  return 2 ** Math.ceil(Math.log2(wished));
}

function identify(adapter: AnyAdapter, raw: unknown): string {
  const docId: unknown = adapter.identify(raw);
  if (typeof docId === "string" && docId !== "") return docId;
  const message = `Cannot identify an item of ${adapter.name}: identify() must return a non-empty string, received ${String(docId)}`;
  throw new SluiceError(message, { code: "RECORD_MALFORMED" });
}

function asSourceError(error: unknown, adapter: string): unknown {
  if (SluiceError.is(error)) return error;
  return new SluiceError(`Cannot go on fetching from ${adapter}: ${errorMessageOf(error)}`, { code: "SOURCE_FAILED", context: { adapter }, cause: error });
}

function asHookError(cause: unknown): SluiceError {
  return new SluiceError(`Cannot pass on the event: ${errorMessageOf(cause)}`, { code: "TRANSFORM_FAILED", cause });
}

function asMonitorError(cause: unknown, monitor: string): SluiceError {
  if (SluiceError.is(cause)) return cause;
  return new SluiceError(`Cannot go on: monitor ${monitor} threw: ${errorMessageOf(cause)}`, { code: "EARLY_VALIDATION_FAILED", context: { monitor }, cause });
}
