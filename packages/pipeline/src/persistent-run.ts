import {
  type Checkpoint,
  type CheckpointStore,
  type DeadLetter,
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
import { AcceptedEvents, type AcceptedHandler } from "./accepted-events.js";
import { BatchIterator } from "./batch-iterator.js";
import type { EventBatches, EventStream } from "./event-stream.js";
import { fingerprintOf, requireSameFingerprint } from "./fingerprint.js";
import { IngestionRun } from "./ingestion-run.js";
import { RunLedger } from "./run-ledger.js";
import type { RunSetup } from "./run-setup.js";
import { RunTargets } from "./run-targets.js";
import { RunWriter } from "./run-writer.js";
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
  /**
   * Awaited with every event that the consumer gets, some at a time, in order and before the consumer: when the targets have accepted
   * them, and before a checkpoint that covers them is saved. A record that is kept here, such as an event log, knows of every
   * document that a resumed run does not take up again. What it throws ends the run as `sink_failed`.
   */
  readonly onAccepted?: AcceptedHandler;
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
  readonly #accepted: AcceptedEvents;
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
    this.#accepted = new AcceptedEvents(this.#shown, options.onAccepted);
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

  batches({ maxSize = 64 }: { readonly maxSize?: number } = {}): EventBatches {
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
      this.#accept(this.#finishedAlready(stored));
      await this.#accepted.settle();
      yield* this.#give();
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
    const accepted = this.#accepted;
    const writer = new RunWriter({ setup: this.#setup, run, targets, ledger, accepted, assertHeld: () => this.#options.state.assertHeld() });
    try {
      for (;;) {
        const batch = (await run.queue.nextBatch(BATCH)) as PipelineEvent[]; // set up to queue events
        if (batch.length === 0) return;
        try {
          await writer.write(batch);
        } catch (error) {
          await run.cancel();
          await accepted.settleAnyway(); // numbers what the failure comes behind
          this.#accept([this.#runFailed(run, error)]);
          await accepted.settleAnyway();
          yield* this.#give();
          throw error;
        }
        yield* this.#give();
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

  /** An empty batch would be the end to whoever reads. */
  *#give(): Generator<readonly PipelineEvent[], undefined> {
    const events = this.#accepted.take();
    if (events.length > 0) yield events;
  }

  /** Takes events that do not come from the run itself. */
  #accept(events: readonly PipelineEvent[]): void {
    for (const event of events) {
      this.#shown.decideAnyway(event);
      this.#accepted.push(event);
    }
  }

  /** The end of a run that its targets or its state have broken; whatever the run itself has queued is not seen any more. */
  #runFailed(run: IngestionRun, error: unknown): PipelineEvent {
    const { adapter, runId, pipelineId, secrets } = this.#setup;
    const reason = isStateError(error) ? "state_failed" : "sink_failed";
    const message = new Redactor(secrets).text(errorMessageOf(error));
    const fields = { adapter: adapter.name, reason, error: message, errorType: errorTypeOf(error), stats: run.stats };
    return { ...new EventFactory({ runId, pipelineId }).create("RunFailed", fields), sequence: this.#shown.nextSequence };
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

function isStateError(error: unknown): boolean {
  return SluiceError.is(error) && (error.code === "LOCK_LOST" || error.code === "STATE_UNWRITABLE");
}
