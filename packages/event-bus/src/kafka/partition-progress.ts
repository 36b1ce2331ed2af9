/**
 * How far one partition is handled. Kafka keeps one position per partition and group, so what is acknowledged behind something
 * that is not counts only when that is acknowledged too.
 */
export class PartitionProgress {
  readonly #open: { readonly offset: bigint; isDone: boolean }[] = [];
  #position: bigint | null = null;

  /** Given out and not yet behind the position. */
  get size(): number {
    return this.#open.length;
  }

  /** The offset to go on at; `null` before the first acknowledgement. */
  get position(): bigint | null {
    return this.#position;
  }

  /** Notes what is given out, in order. Gives a function that acknowledges it, and says whether the position has moved. */
  give(offset: bigint): () => boolean {
    const entry = { offset, isDone: false };
    this.#open.push(entry);
    return () => {
      entry.isDone = true;
      return this.#advance();
    };
  }

  #advance(): boolean {
    const until = this.#open.findIndex(({ isDone }) => !isDone);
    const done = this.#open.splice(0, until === -1 ? this.#open.length : until);
    const last = done.at(-1);
    if (last === undefined) return false;
    this.#position = last.offset + 1n;
    return true;
  }
}
