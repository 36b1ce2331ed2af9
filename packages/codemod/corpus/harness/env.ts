import type { AnyAdapter } from "@sluice/core-events";
import type { IngestionPipeline } from "@sluice/pipeline";

/** What a case is run with. */
export interface Env {
  /** The sources `trials`, `papers` and `notes`, for cases that make their own pipeline. */
  readonly adapters: readonly AnyAdapter[];
  /** A pipeline of these adapters, for cases that are given one. */
  readonly pipeline: IngestionPipeline;
  /** Notes something in the output that is compared, in order. */
  readonly log: (...values: readonly unknown[]) => void;
  /** An empty directory; the files in it are compared at the end. */
  readonly directory: string;
}
