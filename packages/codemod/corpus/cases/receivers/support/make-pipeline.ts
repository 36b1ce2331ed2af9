import type { AnyAdapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import { adapters } from "../../../harness/sources.js";

export const shared = new IngestionPipeline({ adapters });

export function makePipeline(sources: readonly AnyAdapter[]): IngestionPipeline {
  return new IngestionPipeline({ adapters: sources });
}

export function makeAnother(sources: readonly AnyAdapter[]) {
  return { pipeline: makePipeline(sources), name: "another" };
}
