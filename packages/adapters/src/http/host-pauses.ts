/**
 * Until when each host is to be left alone, on the monotonic clock. What one request was told holds for all of them.
 * A pause is only ever prolonged, and forgotten once it is over.
 */
export class HostPauses {
  readonly #ends = new Map<string, number>();

  /** Leaves a host alone for `ms` milliseconds from now. */
  pause(origin: string, ms: number): void {
    const end = performance.now() + ms;
    if (end > (this.#ends.get(origin) ?? 0)) this.#ends.set(origin, end);
  }

  /** How long a host is still to be left alone, in milliseconds; zero when it may be asked. */
  remainingMs(origin: string): number {
    const end = this.#ends.get(origin);
    if (end === undefined) return 0;
    const left = end - performance.now();
    if (left <= 0) this.#ends.delete(origin);
    return Math.max(0, left);
  }
}
