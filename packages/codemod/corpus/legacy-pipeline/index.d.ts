import type { AnyAdapter, Document } from "@sluice/core-events";

export interface IngestionPipelineOptions {
  readonly adapters: readonly AnyAdapter[];
}

export interface RunOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly concurrency?: number;
  readonly limit?: number;
  readonly signal?: AbortSignal;
  readonly validate?: (document: Document) => void | PromiseLike<void>;
}

export declare class IngestionPipeline {
  #adapters;
  constructor(options: IngestionPipelineOptions);
  /** Runs to the end and gives the list of documents; rejects with the error of the first that fails. */
  runAsync(adapter: string, options?: RunOptions): Promise<Document[]>;
}
