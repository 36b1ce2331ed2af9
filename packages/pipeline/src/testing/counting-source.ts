import type { Adapter, Document, FetchContext } from "@sluice/core-events";

/** What a {@link CountingSource} does beyond counting. */
export interface CountingSourceOptions extends Partial<Omit<Adapter<number>, "fetch">> {
  /** How many items it holds. @default Infinity */
  readonly count?: number;
  /** Yields through an async generator. @default false */
  readonly asynchronous?: boolean;
  /** Sets a mark before every so many items. @default none */
  readonly markEvery?: number;
  /** Runs before each item. */
  readonly before?: (n: number, context: FetchContext) => unknown;
}

/** The numbers from 0 on as a source that tells what has been done to it. */
export class CountingSource {
  fetched = 0;
  opened = 0;
  closed = 0;
  context: FetchContext | null = null;
  readonly adapter: Adapter<number>;
  readonly #options: CountingSourceOptions;

  constructor(options: CountingSourceOptions = {}) {
    const { count: _count, asynchronous = false, markEvery: _markEvery, before: _before, ...adapter } = options;
    this.#options = options;
    this.adapter = {
      name: "numbers",
      identify: (n) => `n${n}`,
      parse: numberDocument,
      ...adapter,
      fetch: (context) => (asynchronous ? this.#later(context) : this.#now(context)),
    };
  }

  *#now(context: FetchContext): Generator<number> {
    this.#open(context);
    try {
      for (let n = firstOf(context); n < this.#count; n += 1) {
        this.#options.before?.(n, context);
        yield this.#take(n, context);
      }
    } finally {
      this.closed += 1;
    }
  }

  async *#later(context: FetchContext): AsyncGenerator<number> {
    this.#open(context);
    try {
      for (let n = firstOf(context); n < this.#count; n += 1) {
        await this.#options.before?.(n, context);
        yield this.#take(n, context);
      }
    } finally {
      this.closed += 1;
    }
  }

  get #count(): number {
    return this.#options.count ?? Infinity;
  }

  #open(context: FetchContext): void {
    this.opened += 1;
    this.context = context;
  }

  #take(n: number, { mark }: FetchContext): number {
    const { markEvery } = this.#options;
    if (markEvery !== undefined && n % markEvery === 0) mark(n);
    this.fetched += 1;
    return n;
  }
}

/** The document of a number. */
export function numberDocument(n: number): Document {
  return { docId: `n${n}`, title: null, text: String(n), metadata: { n }, provenance: { source: "numbers" } };
}

function firstOf({ cursor }: FetchContext): number {
  return typeof cursor === "number" ? cursor : 0;
}
