import { channel } from "node:diagnostics_channel";
import type { BatchProgress, DocumentFailed } from "@sluice/core-events";

/** One call of a way to run a pipeline, as published on `sluice:pipeline:call`. */
export interface PipelineCall {
  readonly method: "streamEvents" | "iterResults" | "runAsync" | "runAsyncLegacy" | "ingest";
  readonly pipelineId: string;
  readonly adapter: string;
}

/** Backpressure figures, as published on `sluice:pipeline:backpressure` with every `BatchProgress`. */
export type BackpressureFigures = Pick<BatchProgress, "runId" | "inFlight" | "queueDepth" | "producerWaitMs" | "consumerWaitMs">;

const calls = channel("sluice:pipeline:call");
const backpressure = channel("sluice:pipeline:backpressure");
const failures = channel("sluice:pipeline:document-failed");

/** Tells who listens which way a pipeline is run; `runAsyncLegacy` against the others is what adoption is counted by. */
export function publishCall(call: PipelineCall): void {
  if (calls.hasSubscribers) calls.publish(call);
}

/** Tells who listens how producer and consumer wait for each other. */
export function publishBackpressure(figures: BackpressureFigures): void {
  if (backpressure.hasSubscribers) backpressure.publish(figures);
}

/** Tells who listens of a failed document; the only trace of it where results are read without events. */
export function publishFailure(event: DocumentFailed): void {
  if (failures.hasSubscribers) failures.publish(event);
}
