import { channel } from "node:diagnostics_channel";
import type { BatchProgress, DocumentFailed, StoredCheckpoint } from "@sluice/core-events";

/** One call of a way to run a pipeline, as published on `sluice:pipeline:call`. */
export interface PipelineCall {
  readonly method: "streamEvents" | "iterResults" | "runAsync" | "runAsyncLegacy" | "ingest";
  readonly pipelineId: string;
  readonly adapter: string;
}

/** Backpressure figures, as published on `sluice:pipeline:backpressure` with every `BatchProgress`. */
export type BackpressureFigures = Pick<BatchProgress, "runId" | "inFlight" | "queueDepth" | "producerWaitMs" | "consumerWaitMs">;

/** One commit of targets and checkpoint, as published on `sluice:pipeline:checkpoint`. */
export interface CheckpointFigures {
  readonly runId: string;
  readonly adapter: string;
  /** From before the targets commit until the checkpoint is safe. */
  readonly durationMs: number;
  /** Size of the checkpoint as JSON; `null` if it could not be saved. */
  readonly bytes: number | null;
  readonly failed: boolean;
}

const calls = channel("sluice:pipeline:call");
const backpressure = channel("sluice:pipeline:backpressure");
const checkpoints = channel("sluice:pipeline:checkpoint");
const failures = channel("sluice:pipeline:document-failed");

/** Tells who listens which way a pipeline is run; `runAsyncLegacy` against the others is what adoption is counted by. */
export function publishCall(call: PipelineCall): void {
  if (calls.hasSubscribers) calls.publish(call);
}

/** Tells who listens how producer and consumer wait for each other. */
export function publishBackpressure(figures: BackpressureFigures): void {
  if (backpressure.hasSubscribers) backpressure.publish(figures);
}

/** Tells who listens how long a checkpoint took and how large it is; `stored` is `null` if it could not be saved. */
export function publishCheckpoint({ stored, ...commit }: Pick<CheckpointFigures, "runId" | "adapter" | "durationMs"> & { readonly stored: StoredCheckpoint | null }): void {
  if (!checkpoints.hasSubscribers) return;
  const bytes = stored === null ? null : Buffer.byteLength(JSON.stringify(stored));
  checkpoints.publish({ ...commit, bytes, failed: stored === null } satisfies CheckpointFigures);
}

/** Tells who listens of a failed document; the only trace of it where results are read without events. */
export function publishFailure(event: DocumentFailed): void {
  if (failures.hasSubscribers) failures.publish(event);
}
