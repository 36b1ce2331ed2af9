import {
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
import { DocumentSteps } from "./document-steps.js";
import { DocumentWorker } from "./document-worker.js";
import { EventLoopTurns } from "./event-loop-turns.js";
import { EventQueue } from "./event-queue.js";
import { FinishedItems } from "./finished-items.js";
import { type Failure, ItemFlow } from "./item-flow.js";
import { ProgressReports } from "./progress-reports.js";
import { RunClock } from "./run-clock.js";
import type { Ending } from "./run-ending.js";
import { RunReporter } from "./run-reporter.js";
import type { RunSetup } from "./run-setup.js";
import { RunTotals } from "./run-totals.js";
import { SourcePosition, windowFor } from "./source-position.js";
import { SourcePump } from "./source-pump.js";
import { SourceReader } from "./source-reader.js";

/**
 * The life of one run of one adapter: how it begins, goes on and ends. It starts when its consumer asks for the first time, and
 * wires its parts together: the pump pulls items, the flow follows each to its outcome, the worker makes documents of them, the
 * reporter tells of it, the queue holds it until the consumer comes.
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
  readonly #progress: ProgressReports;
  readonly #flow: ItemFlow;
  readonly #worker: DocumentWorker;
  readonly #pump: SourcePump;
  readonly #lifecycle: AdapterLifecycle;
  readonly #control: RunControl;
  #reader: SourceReader<unknown> | null = null;
  #phase: "new" | "running" | "stopping" | "over" = "new";
  #stopAsked = false;
  #sourceDone = false;
  #sourceFailure: { readonly error: unknown } | null = null;
  #closed: Promise<void> = Promise.resolve();

  constructor(setup: RunSetup) {
    const { adapter, limits, options } = setup;
    const resumed = options.resumeFrom ?? null;
    this.#setup = setup;
    this.queue = new EventQueue({
      capacity: limits.bufferSize,
      maxBytes: adapter.sizeOf === undefined ? Infinity : limits.bufferBytes,
      clock: this.#clock,
      turns: this.#turns,
      onRoom: () => this.#pump.wake(),
    });
    this.#reporter = new RunReporter({ ...setup, clock: this.#clock, push: (item, bytes) => this.queue.push(item, bytes) });
    this.#totals = new RunTotals(this.#clock, resumed ?? { completed: 0, failed: 0 });
    const finishedItems = resumed === null ? null : new FinishedItems(resumed.finished);
    const position = new SourcePosition(windowFor(limits.concurrency), resumed, finishedItems);
    const parts = { setup, clock: this.#clock, queue: this.queue, totals: this.#totals, position, reporter: this.#reporter };
    this.#progress = new ProgressReports({ ...parts, inFlight: () => this.#flow.inFlight });
    this.#flow = new ItemFlow({
      ...parts,
      finishedItems,
      isOver: () => this.#isOver(),
      start: (job) => this.#worker.start(job),
      wake: () => this.#pump.wake(),
      onFinished: (failure) => this.#onFinished(failure),
    });
    this.#context = this.#makeContext(resumed?.cursor ?? null, position);
    this.#worker = new DocumentWorker({
      steps: new DocumentSteps(adapter, this.#context, { validate: options.validate, prepare: setup.prepare }),
      retry: limits.retry,
      signal: this.#controller.signal,
      onRetry: this.#context.retrying,
      onPark: (error) => this.fail("try_again_later", error),
      onSettled: (job, error, document) => this.#flow.settled(job, error, document),
    });
    this.#pump = new SourcePump({
      turns: this.#turns,
      wantsMore: () => this.#phase === "running" && this.#totals.finished + this.#flow.inFlight < limits.limit,
      mustWait: () => this.#flow.mustWait(),
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
    this.#progress.start();
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

  #makeContext(cursor: FetchContext["cursor"], position: SourcePosition): FetchContext {
    return {
      parameters: this.#setup.parameters,
      signal: this.#controller.signal,
      cursor,
      mark: (at) => {
        position.mark(at);
        this.#progress.marked();
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

  #onItem(raw: unknown): void {
    if (this.#lifecycle.state === "starting") this.#lifecycle.enter("fetching");
    this.#flow.take(raw);
  }

  /** The terminal event of an item is out: counts it, and does what follows from it. */
  #onFinished(failure: Failure | null): void {
    if (failure === null) this.#totals.completed += 1;
    else this.#totals.failed += 1;
    if (this.#setup.options.monitors !== undefined) this.#watch("observe");
    if (failure !== null && this.#setup.throwOnFailure === true) this.fail("source_failed", failure.error);
    if (this.#isOver()) return;
    this.#progress.documentFinished();
    this.#pump.wake();
    if (this.#flow.inFlight === 0) this.#concludeIfIdle();
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

  /** The orderly end: the source has ended, or the run was told to stop, and nothing is in flight. */
  #concludeIfIdle(): void {
    if (this.#isOver() || this.#flow.inFlight > 0 || !(this.#sourceDone || this.#phase === "stopping")) return;
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
    this.#progress.report({ withCheckpoint: true });
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
    this.#progress.stop();
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

function asMonitorError(cause: unknown, monitor: string): SluiceError {
  if (SluiceError.is(cause)) return cause;
  return new SluiceError(`Cannot go on: monitor ${monitor} threw: ${errorMessageOf(cause)}`, { code: "EARLY_VALIDATION_FAILED", context: { monitor }, cause });
}
