/** Holds outcomes back until those of all earlier documents are out, so that they leave in the order of the source. */
export class SourceOrder {
  readonly #held = new Map<number, () => void>();
  #next = 0;
  #releasing = false;

  /** How many outcomes wait for an earlier one. */
  get held(): number {
    return this.#held.size;
  }

  /** Calls `release` once every ordinal below this one has been released. Ordinals count 0, 1, 2 … */
  settle(ordinal: number, release: () => void): void {
    this.#held.set(ordinal, release);
    if (this.#releasing) return; // a release that settles another one is already inside the loop below
    this.#releasing = true;
    for (let ready = this.#held.get(this.#next); ready !== undefined; ready = this.#held.get(this.#next)) {
      this.#held.delete(this.#next);
      this.#next += 1;
      ready();
    }
    this.#releasing = false;
  }
}
