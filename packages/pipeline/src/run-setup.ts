import type { AnyAdapter, Document, EventFilter, EventTransformer } from "@sluice/core-events";
import type { RunLimits, RunOptions } from "./stream-options.js";

/** Everything one run needs, checked and complete. */
export interface RunSetup {
  readonly adapter: AnyAdapter;
  /** As the adapter's own schema made them. */
  readonly parameters: unknown;
  /** As events show them: redacted. */
  readonly shownParameters: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly limits: RunLimits;
  readonly options: RunOptions;
  readonly pipelineId: string;
  readonly runId: string;
  /** Whether the consumer gets events, or documents alone. */
  readonly output: "events" | "documents";
  readonly filter?: EventFilter | undefined;
  readonly transform?: EventTransformer | undefined;
  /** Where only documents are read: whether the first final failure ends the run. */
  readonly throwOnFailure?: boolean;
  /** The target's preparation of a document, last of its steps. */
  readonly prepare?: ((document: Document) => void) | undefined;
}
