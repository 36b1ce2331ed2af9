export type { Document } from "@sluice/core-events";
export { type BackpressureFigures, type PipelineCall } from "./diagnostics.js";
export { type EventStream } from "./event-stream.js";
export { type DocumentStream, type EagerOptions, IngestionPipeline, type IngestionPipelineOptions } from "./ingestion-pipeline.js";
export { type IngestOptions } from "./persistent-run.js";
export { type PipelineResult } from "./pipeline-result.js";
export { inspectStateDirectory, type StateInspection } from "./state/inspect-state-directory.js";
export { openStateDirectory, type StateDirectory } from "./state/state-directory.js";
export { type ResultOptions, type RunOptions, type StreamOptions } from "./stream-options.js";
