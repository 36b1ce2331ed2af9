import type { PipelineEvent, RunStats } from "@sluice/core-events";

/** The events of one run in arrays; leaving early closes the source, as with the stream itself. */
export interface EventBatches extends AsyncIterableIterator<readonly PipelineEvent[], undefined>, AsyncDisposable {
  next(): Promise<IteratorResult<readonly PipelineEvent[], undefined>>;
  return(): Promise<IteratorResult<readonly PipelineEvent[], undefined>>;
  [Symbol.asyncIterator](): EventBatches;
}

/**
 * The events of one run, in order. Nothing happens until the first event is asked for.
 *
 * Leaving early (`break`, `throw`, `return()`, `await using`) aborts what is in flight and closes the source before it
 * returns. After the run's terminal event the iteration ends, or rejects with the error that broke the run.
 *
 * One stream has one reader: a `next()` before the one before it has settled rejects with a `TypeError`.
 */
export interface EventStream extends AsyncIterableIterator<PipelineEvent, undefined>, AsyncDisposable {
  /** Figures so far; after the end those of the run's last event. */
  readonly stats: RunStats;
  next(): Promise<IteratorResult<PipelineEvent, undefined>>;
  return(): Promise<IteratorResult<PipelineEvent, undefined>>;
  [Symbol.asyncIterator](): EventStream;
  /**
   * The same events in arrays of at most `maxSize`, for consumers at high rates: one promise per array. Read a stream
   * either this way or one by one.
   *
   * @param options.maxSize An integer >= 1. @default 64
   */
  batches(options?: { readonly maxSize?: number }): EventBatches;
  /**
   * Ends the run resumably: nothing more is fetched, documents in flight finish, a last checkpoint and `RunFailed` with
   * reason `cancelled` follow, and the iteration ends without an error.
   */
  stop(): void;
}
