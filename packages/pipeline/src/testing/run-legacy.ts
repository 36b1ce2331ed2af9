import type { Document } from "@sluice/core-events";
import type { IngestionPipeline } from "../ingestion-pipeline.js";
import type { RunOptions } from "../stream-options.js";

/** Calls what is deprecated, which has to be tested until it is gone. */
export function runLegacy(pipeline: IngestionPipeline, options: RunOptions = {}): Promise<Document[]> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the 0.x contract is what is tested
  return pipeline.runAsyncLegacy("numbers", options);
}
