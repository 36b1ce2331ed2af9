/** What a {@link RunTable} is made with. */
export interface RunTableOptions<State> {
  readonly create: (runId: string) => State;
  /** Runs kept at once; beyond it the one that began first is let go. */
  readonly maxRuns: number;
  readonly onEvict?: (state: State) => void;
}

/** The state of the runs under way, by run id. Bounded, for runs whose end is never seen. */
export class RunTable<State> {
  readonly #runs = new Map<string, State>();
  readonly #options: RunTableOptions<State>;
  #lastId: string | null = null;
  #last: State | undefined;
  #evicted = 0;

  /** @throws {RangeError} If `maxRuns` is no count. */
  constructor(options: RunTableOptions<State>) {
    const { maxRuns } = options;
    if (!Number.isInteger(maxRuns) || maxRuns < 1) throw new RangeError(`Cannot follow runs: maxRuns must be an integer >= 1, received ${maxRuns}`);
    this.#options = options;
  }

  get size(): number {
    return this.#runs.size;
  }

  /** How many runs were let go before their end was seen. */
  get evicted(): number {
    return this.#evicted;
  }

  /** The state of a run, made when it is first asked for. Cheap when asked for the same run again. */
  of(runId: string): State {
    if (runId === this.#lastId) return this.#last as State; // set together with its id
    const state = this.#runs.get(runId) ?? this.#add(runId);
    this.#lastId = runId;
    this.#last = state;
    return state;
  }

  /** Forgets a run. */
  end(runId: string): void {
    this.#runs.delete(runId);
    if (runId === this.#lastId) this.#lastId = null;
  }

  values(): IterableIterator<State> {
    return this.#runs.values();
  }

  #add(runId: string): State {
    if (this.#runs.size >= this.#options.maxRuns) this.#evictOldest();
    const state = this.#options.create(runId);
    this.#runs.set(runId, state);
    return state;
  }

  #evictOldest(): void {
    const oldest = this.#runs.entries().next();
    if (oldest.done === true) return;
    const [runId, state] = oldest.value;
    this.end(runId);
    this.#evicted += 1;
    this.#options.onEvict?.(state);
  }
}
