import {
  type Document,
  type DocumentFailed,
  errorMessageOf,
  type FetchContext,
  type PipelineEvent,
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
import { Watchers } from "./watchers.js";

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
  readonly #watchers: Watchers;
  #reader: SourceReader<unknown> | null = null;
  #phase: "new" | "running" | "stopping" | "aborting" | "over" = "new";
  #stopAsked = false;
  /** The figures at the end; what a consumer still takes from the queue changes none of them. */
  #finalStats: RunStats | null = null;
  #sourceDone = false;
  #sourceFailure: { readonly error: unknown } | null = null;
  #closing: Promise<void> | null = null;

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
    this.#watchers = new Watchers({
      monitors: options.monitors ?? [],
      counts: this.#totals,
      control: {
        emit: (type: "ValidationCheckpoint" | "ValidationWarning", fields: never) => {
          if (!this.#isOver()) this.#reporter.report(type, fields);
        },
        stop: (reason, error) => this.fail(reason, error),
      },
      isOver: () => this.#isOver(),
    });
  }

  /** Figures so far. */
  get stats(): RunStats {
    if (this.#finalStats !== null) return this.#finalStats;
    this.#clock.tick();
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
    const { resumeFrom, signal } = this.#setup.options;
    this.#reporter.runStarted(resumeFrom);
    this.#watchers.ask("start");
    if (this.#isOver()) return;
    if (signal?.aborted === true) {
      this.#cancelBySignal();
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
    queueMicrotask(() => this.#onStopping()); // whoever stops a run from a filter does so while an event is on its way out
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
    await this.#closeSource();
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
    } catch (error) {
      this.#reader?.ended();
      this.#sourceFailure = { error: this.#asSourceError(error) };
    }
    await this.#closeSource();
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
    this.#watchers.ask("observe");
    if (failure !== null && this.#setup.throwOnFailure === true) this.fail("source_failed", failure.error);
    if (this.#isOver()) return;
    this.#progress.documentFinished();
    this.#pump.wake();
    if (this.#flow.inFlight === 0) this.#concludeIfIdle();
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

  /** Fetches nothing more, and ends the run when whatever is on its way out has gone: a filter may be what aborts it. */
  readonly #onAbort = (): void => {
    if (this.#isOver()) return;
    this.#phase = "aborting";
    queueMicrotask(() => this.#cancelBySignal());
  };

  #cancelBySignal(): void {
    this.#conclude({ reason: "cancelled", error: this.#setup.options.signal?.reason, throws: true });
  }

  #onStopping(): void {
    if (this.#isOver()) return;
    this.#lifecycle.enter("draining", "stopped");
    this.#pump.wake();
    this.#concludeIfIdle();
  }

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
      this.#lifecycle.enter("draining", "stopped");
      this.#conclude({ reason: "cancelled", error: new Error("The run was stopped"), throws: false });
      return;
    }
    this.#watchers.ask("finish");
    this.#conclude(null);
  }

  #conclude(ending: Ending | null): void {
    if (this.#isOver()) return;
    this.#progress.report({ withCheckpoint: true });
    this.#lifecycle.enter(ending?.throws === true ? "failed" : "closed", ending?.reason ?? null);
    const stats = (this.#finalStats = this.stats);
    if (ending === null) this.#reporter.report("RunCompleted", { adapter: this.#setup.adapter.name, stats });
    else this.#reporter.runFailed(ending.reason, ending.error, stats);
    this.#letGo(ending?.error);
    void this.#closeSource().then(() => this.queue.end(ending?.throws === true ? ending : null));
  }

  /** Frees everything the run holds, and begins to close the source. */
  #letGo(reason: unknown): void {
    this.#finalStats ??= this.stats;
    this.#phase = "over";
    this.#progress.stop();
    this.#setup.options.signal?.removeEventListener("abort", this.#onAbort);
    this.#controller.abort(reason); // also where the source has ended: attempts and waits may still be under way
    void this.#closeSource();
    this.#turns.stop();
    this.#pump.wake();
  }

  /** Resolves when the source is closed, as far as it is open yet; never rejects. */
  #closeSource(): Promise<void> {
    if (this.#reader === null) return Promise.resolve();
    this.#closing ??= this.#close(this.#reader);
    return this.#closing;
  }

  async #close(reader: SourceReader<unknown>): Promise<void> {
    try {
      await reader.close();
    } catch (error) {
      const message = errorMessageOf(error);
      this.#reporter.warn(`The source of ${this.#setup.adapter.name} failed to close: ${message}`, "SLUICE_SOURCE_CLOSE_FAILED");
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
