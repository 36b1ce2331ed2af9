import { type BatchProgress, type DocumentCompleted, type DocumentStarted, EVENT_VERSION } from "@sluice/core-events";

const SIZE = 1024;

/** Documents of one run that nothing but progress happened between: how many started, and what is known of those that completed. */
export interface DocumentFigures {
  readonly runId: string;
  /** `null` if none of them was seen to start. */
  readonly adapter: string | null;
  /** When the first of them started or completed, in ms since epoch. */
  readonly since: number;
  readonly started: number;
  readonly completed: number;
  /** The first `completed` are theirs, in order of completion. Filled anew afterwards: not to be kept. */
  readonly durationsMs: Float64Array;
  /** When each completed, in ms since epoch, in the same way. */
  readonly timestamps: Float64Array;
  /** How often progress was reported meanwhile. */
  readonly progressReports: number;
  /** The last of these reports; a document behind it may be among those above. */
  readonly progress: BatchProgress | null;
}

/** Who takes the documents of a {@link DocumentBatch}. */
export interface DocumentTaker {
  documents(figures: DocumentFigures): void;
  /** Batches that hold documents not handed over yet; each is to be flushed before figures are read. */
  readonly filling: Set<DocumentBatch>;
}

/**
 * Documents that are not counted yet, noted once for everybody who counts them. Counting a thousand in a row costs a fraction of
 * counting each when it comes, between all the other work of a run: the counters are in no cache by then.
 */
export class DocumentBatch {
  readonly #takers: readonly DocumentTaker[];
  readonly #durationsMs = new Float64Array(SIZE);
  readonly #timestamps = new Float64Array(SIZE);
  /** `null` while it holds nothing. */
  #runId: string | null = null;
  /** The run whose adapter it knows: the other starts of that run say nothing new. */
  #namedRunId: string | null = null;
  #adapter: string | null = null;
  #since = 0;
  #started = 0;
  #completed = 0;
  #progressReports = 0;
  #progress: BatchProgress | null = null;

  constructor(takers: readonly DocumentTaker[]) {
    this.#takers = takers;
  }

  /** @returns Whether it was taken; an event of another version is not. */
  start({ version, runId, timestamp, adapter }: DocumentStarted): boolean {
    if ((version as number) !== EVENT_VERSION) return false; // a newer one has been cast as well
    if (runId !== this.#namedRunId) this.#open(runId, timestamp, adapter);
    this.#started += 1;
    return true;
  }

  /** @returns Whether it was taken; an event of another version is not. */
  complete({ version, runId, timestamp, durationMs }: DocumentCompleted): boolean {
    if ((version as number) !== EVENT_VERSION) return false; // a newer one has been cast as well
    if (runId !== this.#runId) this.#open(runId, timestamp, null);
    const index = this.#completed;
    this.#durationsMs[index] = durationMs;
    this.#timestamps[index] = timestamp;
    this.#completed = index + 1;
    if (index === SIZE - 1) this.#handOver();
    return true;
  }

  /** @returns Whether it was taken; one with a checkpoint, or of another run or version, is not. */
  report(event: BatchProgress): boolean {
    if (event.runId !== this.#runId || event.checkpoint !== undefined || (event.version as number) !== EVENT_VERSION) return false;
    this.#progress = event;
    this.#progressReports += 1;
    return true;
  }

  /** Hands over what it holds, to be called before anything else is counted or figures are read. */
  flush(): void {
    if (this.#runId === null) return;
    this.#handOver();
    this.#runId = null;
    this.#namedRunId = null;
    for (const { filling } of this.#takers) filling.delete(this);
  }

  #open(runId: string, since: number, adapter: string | null): void {
    this.flush();
    this.#runId = runId;
    this.#namedRunId = adapter === null ? null : runId;
    this.#adapter = adapter;
    this.#since = since;
    for (const { filling } of this.#takers) filling.add(this);
  }

  #handOver(): void {
    const figures: DocumentFigures = {
      runId: this.#runId as string, // only a batch that is open is handed over
      adapter: this.#adapter,
      since: this.#since,
      started: this.#started,
      completed: this.#completed,
      durationsMs: this.#durationsMs,
      timestamps: this.#timestamps,
      progressReports: this.#progressReports,
      progress: this.#progress,
    };
    this.#started = 0;
    this.#completed = 0;
    this.#progressReports = 0;
    this.#progress = null;
    for (const taker of this.#takers) taker.documents(figures);
  }
}

/** Has everything counted that was seen; a batch that hands over leaves the set. */
export function flushAll(filling: ReadonlySet<DocumentBatch>): void {
  for (const batch of filling) batch.flush();
}
