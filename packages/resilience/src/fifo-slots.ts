interface Waiter {
  readonly resolve: () => void;
}

/**
 * At most `size` holders at a time; whoever comes later waits in line.
 *
 * @example
 * ```ts
 * const slots = new FifoSlots(8);
 * using slot = await slots.take(signal);
 * ```
 */
export class FifoSlots {
  readonly #size: number;
  readonly #waiting: Waiter[] = [];
  #taken = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Whether nobody holds a slot. */
  get idle(): boolean {
    return this.#taken === 0;
  }

  /**
   * A slot, held until it is disposed.
   * @throws The signal's reason; the place in line is given up then.
   */
  async take(signal?: AbortSignal): Promise<Disposable> {
    signal?.throwIfAborted();
    if (this.#taken < this.#size) this.#taken += 1;
    else await this.#inLine(signal);
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (held) this.#release();
        held = false;
      },
    };
  }

  #inLine(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        resolve: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      this.#waiting.push(waiter);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Hands the slot on to the first in line, so that nobody overtakes. */
  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next.resolve();
  }
}
