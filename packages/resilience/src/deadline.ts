const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a {@link Deadline} may be given. */
export interface DeadlineOptions {
  /** Aborts the deadline's signal too, with its own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Makes the reason of an abort by time. @default a `TimeoutError` */
  readonly reason?: () => unknown;
}

/**
 * One total time limit, whatever happens inside it: `signal` aborts `ms` milliseconds of the monotonic clock after the
 * start, or with the parent signal. Dispose it when the work is done: that clears the timer and takes its one listener off
 * the parent, which `AbortSignal.any` leaves to the garbage collector.
 *
 * @throws {RangeError} If `ms` is not between 1 and 2,147,483,647.
 * @example
 * ```ts
 * using deadline = new Deadline(5_000, { signal });
 * await work({ signal: deadline.signal });
 * ```
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #parent: AbortSignal | undefined;
  readonly #end: number;
  #expired = false;

  constructor(ms: number, { signal, reason = timeoutError }: DeadlineOptions = {}) {
    if (!(ms >= 1 && ms <= LONGEST_TIMER_MS)) {
      throw new RangeError(`Cannot set a deadline: expected 1 to ${LONGEST_TIMER_MS} ms, received ${ms}`);
    }
    this.#end = performance.now() + ms;
    this.#parent = signal;
    this.#timer = setTimeout(() => {
      this.#expired = true;
      this.#abort(reason());
    }, ms);
    if (signal?.aborted === true) this.#abort(signal.reason);
    else signal?.addEventListener("abort", this.#onParentAbort, { once: true });
  }

  /** Aborts at the deadline, or with the parent. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the time ran out, as opposed to the parent's abort. */
  get expired(): boolean {
    return this.#expired;
  }

  /** Milliseconds left, never below zero. */
  get remainingMs(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /** Lets go of timer and parent; the signal aborts no more. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#parent?.removeEventListener("abort", this.#onParentAbort);
  }

  readonly #onParentAbort = (): void => this.#abort(this.#parent?.reason);

  #abort(reason: unknown): void {
    this[Symbol.dispose]();
    this.#controller.abort(reason);
  }
}

function timeoutError(): DOMException {
  return new DOMException("The deadline has passed", "TimeoutError");
}
