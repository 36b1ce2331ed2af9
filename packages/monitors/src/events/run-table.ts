/** What is kept per run, for at most `capacity` runs: the one that began first makes room for one more. */
export class RunTable<State> {
  readonly #states = new Map<string, State>();
  readonly #capacity: number;
  readonly #onEvict: (state: State) => void;
  #evicted = 0;

  constructor(capacity: number, onEvict: (state: State) => void = () => undefined) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`Cannot watch runs: maxRuns must be an integer >= 1, received ${capacity}`);
    this.#capacity = capacity;
    this.#onEvict = onEvict;
  }

  /** Runs forgotten before they ended. */
  get evicted(): number {
    return this.#evicted;
  }

  get(runId: string): State | undefined {
    return this.#states.get(runId);
  }

  set(runId: string, state: State): void {
    this.#states.delete(runId);
    if (this.#states.size >= this.#capacity) this.#evictFirst();
    this.#states.set(runId, state);
  }

  delete(runId: string): void {
    this.#states.delete(runId);
  }

  values(): Iterable<State> {
    return this.#states.values();
  }

  #evictFirst(): void {
    for (const [runId, state] of this.#states) {
      this.#states.delete(runId);
      this.#evicted += 1;
      this.#onEvict(state);
      return;
    }
  }
}
