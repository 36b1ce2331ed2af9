import { unheard } from "../unheard.js";
import { PartitionProgress } from "./partition-progress.js";

/** Stores positions: partition and the offset to go on at. */
export type CommitPositions = (positions: ReadonlyMap<number, bigint>) => Promise<void>;

/**
 * What a member of a group has given out and not acknowledged, for the partitions it has now. Positions are stored one request at
 * a time, each with the newest there are, so that acknowledging much costs little.
 */
export class Acknowledgements {
  readonly #commit: CommitPositions;
  readonly #max: number;
  #partitions = new Map<number, PartitionProgress>();
  #moved = new Map<number, bigint>();
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #hasRoom: PromiseWithResolvers<void> | null = null;

  /** @param max How many may be given out and not behind the position of their partition. */
  constructor(commit: CommitPositions, max: number) {
    this.#commit = commit;
    this.#max = max;
  }

  /** Notes what is given out. Gives the function that acknowledges it, which after `forget` does nothing: it comes again. */
  give(partition: number, offset: bigint): () => Promise<void> {
    const partitions = this.#partitions;
    const progress = partitions.get(partition) ?? new PartitionProgress();
    partitions.set(partition, progress);
    const handled = progress.give(offset);
    return async () => {
      if (partitions !== this.#partitions || !handled() || progress.position === null) return;
      this.#moved.set(partition, progress.position);
      if (this.#hasSpace()) this.release();
      await this.flush();
    };
  }

  /** Resolves when one more may be given out. */
  async whenRoom(): Promise<void> {
    if (this.#hasSpace()) return;
    this.#hasRoom = Promise.withResolvers<void>();
    await this.#hasRoom.promise;
  }

  /** Stores what is not stored yet. */
  async flush(): Promise<void> {
    if (this.#running === null) {
      this.#running = unheard(this.#store());
      await this.#running;
    } else {
      this.#next ??= unheard(this.#afterRunning(this.#running)); // one request for all who come in the meantime
      await this.#next;
    }
  }

  /** Begins anew: the partitions are no longer this member's. */
  forget(): void {
    this.#partitions = new Map();
    this.#moved = new Map();
    this.release();
  }

  /** Lets whoever waits for room go on. */
  release(): void {
    this.#hasRoom?.resolve();
  }

  async #afterRunning(running: Promise<void>): Promise<void> {
    await running.catch(() => undefined); // its own callers hear of it
    this.#next = null;
    await this.flush();
  }

  async #store(): Promise<void> {
    const positions = this.#moved;
    this.#moved = new Map();
    try {
      if (positions.size > 0) await this.#commit(positions);
    } catch (error) {
      for (const [partition, offset] of positions) if (!this.#moved.has(partition)) this.#moved.set(partition, offset); // the next one may have more luck
      throw error;
    } finally {
      this.#running = null;
    }
  }

  #hasSpace(): boolean {
    let open = 0;
    for (const { size } of this.#partitions.values()) open += size;
    return open < this.#max;
  }
}
