import {
  applyTransformer,
  type Checkpoint,
  type CheckpointStore,
  type DeadLetter,
  type DocumentFailed,
  EventFactory,
  type JsonValue,
  type PipelineEvent,
  type RunStats,
  type Sink,
  type SinkPosition,
  SluiceError,
  type StoredCheckpoint,
} from "@sluice/core-events";
import type { EventStream } from "./event-stream.js";
import { fingerprintOf, requireSameFingerprint } from "./fingerprint.js";
import { IngestionRun } from "./ingestion-run.js";
import { RunLedger } from "./run-ledger.js";
import type { RunSetup } from "./run-setup.js";
import { RunTargets } from "./run-targets.js";
import type { StreamOptions } from "./stream-options.js";

/** What `ingest` accepts. */
export interface IngestOptions extends Omit<StreamOptions, "resumeFrom"> {
  /** Where the documents go. */
  readonly sink: Sink;
  /** Where failed documents go. Without it they are events and a count, and cannot be retried later. */
  readonly deadLetters?: Sink<DeadLetter>;
  /** Holds the run's checkpoints; the caller opens and closes it. */
  readonly state: CheckpointStore;
  /** What else must be the same on resume, by name: the target's path, the quality rule … */
  readonly configuration?: Readonly<Record<string, JsonValue>>;
  /** Where the targets stand if there is no checkpoint yet. @default at their beginning */
  readonly initialPositions?: Readonly<Record<string, SinkPosition>>;
}

const BATCH = 256;
const NO_STATS: RunStats = { completed: 0, failed: 0, retried: 0, durationMs: 0, documentsPerSecond: 0, producerWaitMs: 0, consumerWaitMs: 0 };

/**
 * A run whose documents are persisted as its events pass by. A checkpoint covers exactly the events before it, so writing
 * them, committing the targets and saving the checkpoint, in this order, leaves nothing in between to be lost.
 */
export class PersistentRun implements EventStream {
  readonly #setup: RunSetup;
  readonly #options: IngestOptions;
  readonly #batches: AsyncGenerator<readonly PipelineEvent[], undefined>;
  /** What the consumer sees of each event, or `null`; set where there are hooks. */
  readonly #shown = new WeakMap<PipelineEvent, PipelineEvent | null>();
  #run: IngestionRun | null = null;
  #stats = NO_STATS;
  #stopped = false;
  #batch: readonly PipelineEvent[] = [];
  #index = 0;

  constructor(setup: RunSetup, options: IngestOptions) {
    this.#setup = setup;
    this.#options = options;
    this.#batches = this.#persist();
  }

  get stats(): RunStats {
    return this.#run?.stats ?? this.#stats;
  }

  async next(): Promise<IteratorResult<PipelineEvent, undefined>> {
    while (this.#index >= this.#batch.length) {
      const result = await this.#batches.next();
      if (result.done === true) return { done: true, value: undefined };
      this.#batch = result.value;
      this.#index = 0;
    }
    const value = this.#batch[this.#index] as PipelineEvent; // the loop has seen to it that the index is inside
    this.#index += 1;
    return { done: false, value };
  }

  async return(): Promise<IteratorResult<PipelineEvent, undefined>> {
    await this.#run?.cancel(); // first, because a generator that waits for events would not hear of the return
    this.#batch = [];
    return this.#batches.return(undefined) as Promise<IteratorResult<PipelineEvent, undefined>>; // returned early, it yields no batch
  }

  stop(): void {
    this.#stopped = true;
    this.#run?.drain();
  }

  batches(): AsyncIterableIterator<readonly PipelineEvent[], undefined> {
    return this.#batches;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async *#persist(): AsyncGenerator<readonly PipelineEvent[], undefined> {
    const { state, configuration = {}, sink, deadLetters, initialPositions = {} } = this.#options;
    this.#setup.options.signal?.throwIfAborted();
    const stored = await state.load();
    const fingerprint = await fingerprintOf(this.#setup.adapter, this.#setup.parameters, configuration);
    if (stored !== null) requireSameFingerprint(stored.fingerprint, fingerprint);
    if (stored?.status === "completed") {
      yield this.#finishedAlready(stored);
      return;
    }
    await using targets = await RunTargets.open(sink, deadLetters, stored?.positions ?? initialPositions);
    const ledger = new RunLedger(state, targets, fingerprint, stored?.generation ?? -1);
    if (stored === null) await ledger.commit(this.#checkpointZero(), "running");
    yield* this.#stream(targets, ledger, stored);
  }

  async *#stream(targets: RunTargets, ledger: RunLedger, stored: StoredCheckpoint | null): AsyncGenerator<readonly PipelineEvent[], undefined> {
    const run = this.#start(targets, stored);
    let broken = false;
    try {
      for (;;) {
        const batch = (await run.queue.nextBatch(BATCH)) as PipelineEvent[]; // set up to queue events
        if (batch.length === 0) return;
        try {
          if (!broken) await this.#write(batch, run, targets, ledger);
        } catch (error) {
          broken = true;
          run.fail(isStateError(error) ? "state_failed" : "sink_failed", error);
        }
        const shown = this.#show(batch);
        if (shown.length > 0) yield shown;
      }
    } finally {
      await run.cancel();
    }
  }

  #start(targets: RunTargets, stored: StoredCheckpoint | null): IngestionRun {
    const { filter, transform } = this.#options;
    const options = stored === null ? this.#setup.options : { ...this.#setup.options, resumeFrom: stored };
    const hooked = filter !== undefined || transform !== undefined;
    const run = new IngestionRun({ ...this.#setup, options, prepare: targets.prepare, transform: hooked ? this.#applyHooks : undefined });
    this.#run = run;
    if (this.#stopped) run.drain();
    run.start();
    return run;
  }

  async #write(batch: readonly PipelineEvent[], run: IngestionRun, targets: RunTargets, ledger: RunLedger): Promise<void> {
    await this.#options.state.assertHeld();
    for (const event of batch) {
      if (event.type === "DocumentCompleted") await targets.add(event.document);
      else if (event.type === "DocumentFailed") await targets.addDeadLetter(this.#deadLetter(event, run));
      else if (event.type === "BatchProgress" && event.checkpoint !== undefined) await ledger.commit(event.checkpoint, "running");
      else if (event.type === "RunCompleted") await ledger.close(...this.#endOf(event.stats));
      else if (event.type === "RunFailed") await ledger.close(isResumableEnd(event.reason) ? "stopped" : "failed", event.reason);
    }
  }

  #endOf({ completed, failed }: RunStats): [StoredCheckpoint["status"], string | null] {
    return completed + failed >= this.#setup.limits.limit ? ["stopped", "limit"] : ["completed", null];
  }

  /** Runs filter and transformer where their errors still fail the document, but lets every event through to be persisted. */
  readonly #applyHooks = (event: PipelineEvent): PipelineEvent => {
    const { filter, transform } = this.#options;
    const passes: unknown = filter === undefined || filter(event);
    if (typeof passes !== "boolean") throw new TypeError(`Cannot filter ${event.type}: the filter must return a boolean, received ${typeof passes}`);
    const shown = passes && transform !== undefined ? applyTransformer(transform, event) : event;
    this.#shown.set(event, passes ? shown : null);
    return event;
  };

  #show(batch: readonly PipelineEvent[]): readonly PipelineEvent[] {
    const { filter, transform } = this.#options;
    if (filter === undefined && transform === undefined) return batch;
    return batch.map((event) => this.#shown.get(event) ?? null).filter((event) => event !== null);
  }

  #deadLetter(event: DocumentFailed, run: IngestionRun): DeadLetter {
    const { docId, runId, timestamp, error, errorType, retryCount, isRetryable, stack } = event;
    const adapter = this.#setup.adapter.name;
    const letter = { docId, adapter, runId, timestamp, error, errorType, retryCount, isRetryable, raw: run.itemOf(event) ?? null };
    return stack === undefined ? letter : { ...letter, stack };
  }

  #checkpointZero(): Checkpoint {
    const { runId, adapter } = this.#setup;
    return {
      version: 1, runId, adapter: adapter.name, timestamp: Date.now(),
      cursor: null, lowWaterMark: 0, finished: { count: 0, ahead: [] }, completed: 0, failed: 0,
    };
  }

  #finishedAlready({ runId: storedRunId, completed, failed }: StoredCheckpoint): readonly PipelineEvent[] {
    const { adapter, shownParameters, runId, pipelineId } = this.#setup;
    const factory = new EventFactory({ runId, pipelineId });
    this.#stats = { ...NO_STATS, completed, failed };
    return [
      factory.create("RunStarted", { adapter: adapter.name, parameters: shownParameters, resumedFrom: { runId: storedRunId, completed, failed } }),
      factory.create("RunCompleted", { adapter: adapter.name, stats: this.#stats }),
    ];
  }
}

function isResumableEnd(reason: string): boolean {
  return reason === "cancelled" || reason === "try_again_later";
}

function isStateError(error: unknown): boolean {
  return SluiceError.is(error) && (error.code === "LOCK_LOST" || error.code === "STATE_UNWRITABLE");
}
