/** The messages that a consumer has and has not acknowledged, by key. */
export class InHand {
  readonly #keys = new Set<string>();
  readonly #max: number;
  #hasRoom: PromiseWithResolvers<void> | null = null;

  constructor(max: number) {
    this.#max = max;
  }

  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /** How many more there may be. */
  get room(): number {
    return Math.max(0, this.#max - this.#keys.size);
  }

  add(key: string): void {
    this.#keys.add(key);
  }

  remove(key: string): void {
    this.#keys.delete(key);
    if (this.room === 0) return;
    this.#hasRoom?.resolve();
    this.#hasRoom = null;
  }

  /** Resolves when there is room for one. */
  async whenRoom(): Promise<void> {
    if (this.room > 0) return;
    await (this.#hasRoom ??= Promise.withResolvers<void>()).promise;
  }
}
