/** Lines per second that pass; the rest is counted. */
const LINES_PER_SECOND = 5;

/** What {@link CappedLines} works with. */
export interface CappedLinesOptions {
  readonly show: (line: string) => void;
  /** Says that so many lines were held back. */
  readonly more: (count: number) => string;
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly now?: () => number;
}

/**
 * Lets five lines per second pass and counts the others, so that a run whose every document fails does not bury its
 * progress. What was held back is said in the next second, or at the end.
 */
export class CappedLines {
  readonly #options: CappedLinesOptions;
  #windowStart = -Infinity;
  #shown = 0;
  #heldBack = 0;

  constructor(options: CappedLinesOptions) {
    this.#options = options;
  }

  add(line: string): void {
    this.tick();
    if (this.#shown < LINES_PER_SECOND) this.#options.show(line);
    else this.#heldBack += 1;
    this.#shown += 1;
  }

  /** Begins a new second if the last one is over. */
  tick(): void {
    const now = (this.#options.now ?? monotonic)();
    if (now - this.#windowStart < 1000) return;
    this.flush();
    this.#windowStart = now;
    this.#shown = 0;
  }

  /** Says what was held back. */
  flush(): void {
    if (this.#heldBack > 0) this.#options.show(this.#options.more(this.#heldBack));
    this.#heldBack = 0;
  }
}

function monotonic(): number {
  return performance.now();
}
