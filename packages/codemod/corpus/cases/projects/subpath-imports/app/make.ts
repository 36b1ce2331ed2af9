import type { AnyAdapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";

export const make = (adapters: readonly AnyAdapter[]): IngestionPipeline => new IngestionPipeline({ adapters });
