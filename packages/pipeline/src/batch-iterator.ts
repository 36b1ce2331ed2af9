import type { PipelineEvent } from "@sluice/core-events";
import type { EventBatches } from "./event-stream.js";

/** Where a {@link BatchIterator} takes its batches from. */
export interface BatchSource {
  /** At most `maxSize` events; none is the end. */
  readonly take: (maxSize: number) => Promise<readonly PipelineEvent[]>;
  readonly leave: () => Promise<unknown>;
}

/** The events of a run in arrays. */
export class BatchIterator implements EventBatches {
  readonly #source: BatchSource;
  readonly #maxSize: number;

  /** @throws {RangeError} If `maxSize` is not a count. */
  constructor(source: BatchSource, maxSize: number) {
    if (!Number.isInteger(maxSize) || maxSize < 1) {
      throw new RangeError(`Cannot read batches: maxSize must be an integer >= 1, received ${JSON.stringify(maxSize)}`);
    }
    this.#source = source;
    this.#maxSize = maxSize;
  }

  async next(): Promise<IteratorResult<readonly PipelineEvent[], undefined>> {
    const batch = await this.#source.take(this.#maxSize);
    return batch.length === 0 ? { done: true, value: undefined } : { done: false, value: batch };
  }

  async return(): Promise<IteratorResult<readonly PipelineEvent[], undefined>> {
    await this.#source.leave();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#source.leave();
  }
}
