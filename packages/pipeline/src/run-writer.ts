import type { DeadLetter, DocumentFailed, PipelineEvent, RunStats, StoredCheckpoint } from "@sluice/core-events";
import type { AcceptedEvents } from "./accepted-events.js";
import type { IngestionRun } from "./ingestion-run.js";
import type { RunLedger } from "./run-ledger.js";
import type { RunSetup } from "./run-setup.js";
import type { RunTargets } from "./run-targets.js";

/** What a {@link RunWriter} writes, and where. */
export interface RunWriterOptions {
  readonly setup: RunSetup;
  readonly run: IngestionRun;
  readonly targets: RunTargets;
  readonly ledger: RunLedger;
  readonly accepted: AcceptedEvents;
  /** @throws {SluiceError} `LOCK_LOST` if another process may write. */
  readonly assertHeld: () => Promise<void>;
}

/** Puts the events of a run where they belong, in order: documents into the targets, checkpoints into the state, all into `accepted`. */
export class RunWriter {
  readonly #options: RunWriterOptions;

  constructor(options: RunWriterOptions) {
    this.#options = options;
  }

  /** Resolves when everything is accepted and whoever is to know of it first does. @throws What targets or state throw. */
  async write(batch: readonly PipelineEvent[]): Promise<void> {
    const { accepted, assertHeld } = this.#options;
    await assertHeld();
    for (const event of batch) {
      await this.#writeOne(event);
      accepted.push(event);
    }
    await accepted.settle();
  }

  async #writeOne(event: PipelineEvent): Promise<void> {
    const { run, targets } = this.#options;
    if (event.type === "DocumentCompleted") await targets.add(event.document);
    else if (event.type === "DocumentFailed") await targets.addDeadLetter(this.#deadLetter(event, run));
    else if (event.type === "BatchProgress" && event.checkpoint !== undefined) await this.#commit(event.checkpoint);
    else if (event.type === "RunCompleted") await this.#close(...this.#endOf(event.stats));
    else if (event.type === "RunFailed") await this.#close(isResumableEnd(event.reason) ? "stopped" : "failed", event.reason);
  }

  async #commit(checkpoint: Parameters<RunLedger["commit"]>[0]): Promise<void> {
    const { accepted, ledger } = this.#options;
    await accepted.settle(); // what it covers is known before it counts
    await ledger.commit(checkpoint, "running");
  }

  async #close(status: StoredCheckpoint["status"], reason: string | null): Promise<void> {
    const { accepted, ledger } = this.#options;
    await accepted.settle();
    await ledger.close(status, reason);
  }

  #endOf({ completed, failed }: RunStats): [StoredCheckpoint["status"], string | null] {
    return completed + failed >= this.#options.setup.limits.limit ? ["stopped", "limit"] : ["completed", null];
  }

  #deadLetter(event: DocumentFailed, run: IngestionRun): DeadLetter {
    const { docId, runId, timestamp, error, errorType, retryCount, isRetryable, stack } = event;
    const adapter = this.#options.setup.adapter.name;
    const letter = { docId, adapter, runId, timestamp, error, errorType, retryCount, isRetryable, raw: run.itemOf(event) ?? null };
    return stack === undefined ? letter : { ...letter, stack };
  }
}

function isResumableEnd(reason: string): boolean {
  return reason === "cancelled" || reason === "try_again_later";
}
