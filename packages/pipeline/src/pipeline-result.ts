import type { Document, DocumentFailed, RunStats } from "@sluice/core-events";

/** What an eager run gives back: everything at once, in memory. */
export interface PipelineResult {
  readonly documents: readonly Document[];
  /** One `DocumentFailed` for each document that failed for good. */
  readonly errors: readonly DocumentFailed[];
  readonly stats: RunStats;
}
