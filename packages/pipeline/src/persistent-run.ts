import {
  type Checkpoint,
  type CheckpointStore,
  type DeadLetter,
  type DocumentFailed,
  errorMessageOf,
  errorTypeOf,
  EventFactory,
  type JsonValue,
  type PipelineEvent,
  Redactor,
  type RunStats,
  type Sink,
  type SinkPosition,
  SluiceError,
  type StoredCheckpoint,
} from "@sluice/core-events";
import { BatchIterator } from "./batch-iterator.js";
import type { EventStream } from "./event-stream.js";
import { fingerprintOf, requireSameFingerprint } from "./fingerprint.js";
import { IngestionRun } from "./ingestion-run.js";
import { RunLedger } from "./run-ledger.js";
import type { RunSetup } from "./run-setup.js";
import { RunTargets } from "./run-targets.js";
import { sealedCheckpoints } from "./sealed-checkpoints.js";
import { ShownEvents } from "./shown-events.js";
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

/** What it takes to write a batch. */
interface Writing {
  readonly run: IngestionRun;
  readonly targets: RunTargets;
  readonly ledger: RunLedger;
  /** Where each event goes that has been dealt with. */
  readonly accepted: PipelineEvent[];
}

const BATCH = 256;
const NO_STATS: RunStats = { completed: 0, failed: 0, retried: 0, durationMs: 0, documentsPerSecond: 0, producerWaitMs: 0, consumerWaitMs: 0 };

/**
 * A run whose documents are persisted as its events pass by. A checkpoint covers exactly the events before it, so writing
 * them, committing the targets and saving the checkpoint, in this order, leaves nothing in between to be lost. The consumer
 * sees an event when the targets have accepted it.
 */
export class PersistentRun implements EventStream {
  readonly #setup: RunSetup;
  readonly #options: IngestOptions;
  readonly #batches: AsyncGenerator<readonly PipelineEvent[], undefined>;
  readonly #shown: ShownEvents;
  #run: IngestionRun | null = null;
  #stats = NO_STATS;
  #stopped = false;
  #left = false;
  #waits = false;
  #batch: readonly PipelineEvent[] = [];
  #index = 0;

  constructor(setup: RunSetup, options: IngestOptions) {
    this.#setup = setup;
    this.#options = options;
    this.#batches = this.#persist();
    this.#shown = new ShownEvents(options);
  }

  get stats(): RunStats {
    return this.#run?.stats ?? this.#stats;
  }

  next(): Promise<IteratorResult<PipelineEvent, undefined>> {
    const value = this.#batch[this.#index];
    if (value === undefined) return this.#nextOfNextBatch();
    this.#index += 1;
    return Promise.resolve({ done: false, value });
  }

  async return(): Promise<IteratorResult<PipelineEvent, undefined>> {
    this.#left = true;
    this.#batch = [];
    await this.#run?.cancel(); // first, because a generator that waits for events would not hear of the return
    await this.#batches.return(undefined);
    return { done: true, value: undefined };
  }

  stop(): void {
    this.#stopped = true;
    this.#run?.drain();
  }

  batches({ maxSize = 64 }: { readonly maxSize?: number } = {}): AsyncIterableIterator<readonly PipelineEvent[], undefined> {
    return new BatchIterator({ take: (size) => this.#take(size), leave: () => this.return() }, maxSize);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async #nextOfNextBatch(): Promise<IteratorResult<PipelineEvent, undefined>> {
    await this.#fetchBatch();
    return this.#batch.length === 0 ? { done: true, value: undefined } : this.next();
  }

  async #take(maxSize: number): Promise<readonly PipelineEvent[]> {
    if (this.#index >= this.#batch.length) await this.#fetchBatch();
    const batch = this.#batch.slice(this.#index, this.#index + maxSize);
    this.#index += batch.length;
    return batch;
  }

  async #fetchBatch(): Promise<void> {
    if (this.#waits) throw new TypeError("Cannot take the next event: the call before it must settle first");
    this.#waits = true;
    try {
      const result = await this.#batches.next();
      this.#batch = result.done === true || this.#left ? [] : result.value;
      this.#index = 0;
    } finally {
      this.#waits = false;
    }
  }

  async *#persist(): AsyncGenerator<readonly PipelineEvent[], undefined> {
    const { configuration = {}, sink, deadLetters, initialPositions = {} } = this.#options;
    const state = sealedCheckpoints(this.#options.state, this.#setup.secrets);
    this.#setup.options.signal?.throwIfAborted();
    const stored = await state.load();
    const fingerprint = await fingerprintOf(this.#setup.adapter, this.#setup.parameters, configuration);
    if (stored !== null) requireSameFingerprint(stored.fingerprint, fingerprint);
    if (stored?.status === "completed") {
      yield* this.#show(this.#finishedAlready(stored));
      return;
    }
    const targets = await RunTargets.open(sink, deadLetters, stored?.positions ?? initialPositions);
    let failed = true;
    try {
      const ledger = new RunLedger(state, targets, fingerprint, stored?.generation ?? -1);
      if (stored === null) await ledger.commit(this.#checkpointZero(), "running");
      if (!this.#left) yield* this.#stream(targets, ledger, stored);
      failed = false;
    } finally {
      await close(targets, failed);
    }
  }

  async *#stream(targets: RunTargets, ledger: RunLedger, stored: StoredCheckpoint | null): AsyncGenerator<readonly PipelineEvent[], undefined> {
    const run = this.#start(targets, stored);
    try {
      for (;;) {
        const batch = (await run.queue.nextBatch(BATCH)) as PipelineEvent[]; // set up to queue events
        if (batch.length === 0) return;
        const accepted: PipelineEvent[] = [];
        try {
          await this.#write(batch, { run, targets, ledger, accepted });
        } catch (error) {
          await run.cancel();
          const shown = this.#shown.of(accepted);
          if (shown.length > 0) yield shown;
          yield* this.#show([this.#runFailed(run, error)]);
          throw error;
        }
        const shown = this.#shown.of(batch);
        if (shown.length > 0) yield shown;
      }
    } finally {
      await run.cancel();
    }
  }

  #start(targets: RunTargets, stored: StoredCheckpoint | null): IngestionRun {
    const options = stored === null ? this.#setup.options : { ...this.#setup.options, resumeFrom: stored };
    const transform = this.#shown.hooked ? this.#shown.decide : undefined;
    const run = new IngestionRun({ ...this.#setup, options, prepare: targets.prepare, transform });
    this.#run = run;
    if (this.#stopped) run.drain();
    run.start();
    return run;
  }

  async #write(batch: readonly PipelineEvent[], { run, targets, ledger, accepted }: Writing): Promise<void> {
    await this.#options.state.assertHeld();
    for (const event of batch) {
      if (event.type === "DocumentCompleted") await targets.add(event.document);
      else if (event.type === "DocumentFailed") await targets.addDeadLetter(this.#deadLetter(event, run));
      else if (event.type === "BatchProgress" && event.checkpoint !== undefined) await ledger.commit(event.checkpoint, "running");
      else if (event.type === "RunCompleted") await ledger.close(...this.#endOf(event.stats));
      else if (event.type === "RunFailed") await ledger.close(isResumableEnd(event.reason) ? "stopped" : "failed", event.reason);
      accepted.push(event);
    }
  }

  #endOf({ completed, failed }: RunStats): [StoredCheckpoint["status"], string | null] {
    return completed + failed >= this.#setup.limits.limit ? ["stopped", "limit"] : ["completed", null];
  }

  /** Shows events that do not come from the run itself. */
  *#show(events: readonly PipelineEvent[]): Generator<readonly PipelineEvent[], undefined> {
    for (const event of events) this.#shown.decideAnyway(event);
    const shown = this.#shown.of(events);
    if (shown.length > 0) yield shown;
  }

  /** The end of a run that its targets or its state have broken; whatever the run itself has queued is not seen any more. */
  #runFailed(run: IngestionRun, error: unknown): PipelineEvent {
    const { adapter, runId, pipelineId, secrets } = this.#setup;
    const reason = isStateError(error) ? "state_failed" : "sink_failed";
    const message = new Redactor(secrets).text(errorMessageOf(error));
    const fields = { adapter: adapter.name, reason, error: message, errorType: errorTypeOf(error), stats: run.stats };
    return { ...new EventFactory({ runId, pipelineId }).create("RunFailed", fields), sequence: this.#shown.nextSequence };
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

/** Closes the targets. Where the run has failed, its own error is the one to report, so a second one is a warning. */
async function close(targets: RunTargets, failed: boolean): Promise<void> {
  try {
    await targets[Symbol.asyncDispose]();
  } catch (error) {
    if (!failed) throw error;
    process.emitWarning(`The target failed to close: ${errorMessageOf(error)}`, { type: "SluiceWarning", code: "SLUICE_SINK_CLOSE_FAILED" });
  }
}

function isResumableEnd(reason: string): boolean {
  return reason === "cancelled" || reason === "try_again_later";
}

function isStateError(error: unknown): boolean {
  return SluiceError.is(error) && (error.code === "LOCK_LOST" || error.code === "STATE_UNWRITABLE");
}
