import { FifoSlots } from "./fifo-slots.js";
import { RateLimiter } from "./rate-limiter.js";
import type { RateLimitPolicy } from "./resilience-policy.js";
import { sleep } from "./sleep.js";

/** What holds for each host. */
export interface HostLimitsOptions {
  readonly rateLimit?: RateLimitPolicy | undefined;
  /** Most calls under way to one host. */
  readonly concurrency?: number | undefined;
}

/** A wait that begins now, for a host that paces its callers or is paused. */
export interface HostWait {
  readonly host: string;
  readonly waitMs: number;
  readonly cause: "pause" | "rate-limit";
}

/** How a call to a host is announced. */
export interface HostCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called before each wait, with about how long it will be. What it throws ends the call. */
  readonly onWait?: ((wait: HostWait) => void) | undefined;
}

interface Host {
  readonly slots: FifoSlots | null;
  readonly limiter: RateLimiter | null;
  pausedUntil: number;
  inLine: number;
}

const MANY_HOSTS = 1_024;

/**
 * What all calls to one host share: how many run at once, how fast they follow each other, and until when the host is to be
 * left alone. Hosts that nobody calls and nothing is known of are forgotten.
 *
 * @example
 * ```ts
 * const limits = new HostLimits({ rateLimit: { perSecond: 5, burst: 1 }, concurrency: 2 });
 * using call = await limits.enter("api.example.org", { signal });
 * ```
 */
export class HostLimits {
  readonly #options: HostLimitsOptions;
  readonly #hosts = new Map<string, Host>();

  constructor(options: HostLimitsOptions = {}) {
    this.#options = options;
  }

  /** Leaves a host alone for `ms` milliseconds of the monotonic clock from now. A pause is only ever prolonged. */
  pause(host: string, ms: number): void {
    const entry = this.#of(host);
    entry.pausedUntil = Math.max(entry.pausedUntil, performance.now() + ms);
  }

  /** How long a host is still to be left alone, in milliseconds; zero when it may be called. */
  pauseMs(host: string): number {
    return remaining(this.#hosts.get(host));
  }

  /**
   * Waits until the host may be called; the call is over when the result is disposed.
   * @throws The signal's reason; then nothing is held and whoever is behind moves up.
   */
  async enter(host: string, { signal, onWait }: HostCallOptions = {}): Promise<Disposable> {
    const entry = this.#of(host);
    entry.inLine += 1;
    let slot: Disposable | undefined;
    const leave = (): void => {
      slot?.[Symbol.dispose]();
      entry.inLine -= 1;
    };
    try {
      slot = await entry.slots?.take(signal);
      do {
        for (let left = remaining(entry); left > 0; left = remaining(entry)) {
          onWait?.({ host, waitMs: left, cause: "pause" });
          await sleep(left, signal);
        }
        await entry.limiter?.take({ signal, onWait: (waitMs) => onWait?.({ host, waitMs, cause: "rate-limit" }) });
      } while (remaining(entry) > 0); // another call may have been told of a pause meanwhile
      signal?.throwIfAborted();
    } catch (error) {
      leave();
      throw error;
    }
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (held) leave();
        held = false;
      },
    };
  }

  #of(host: string): Host {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    if (this.#hosts.size >= MANY_HOSTS) this.#forgetIdle();
    const { rateLimit, concurrency } = this.#options;
    const entry: Host = {
      slots: concurrency === undefined ? null : new FifoSlots(concurrency),
      limiter: rateLimit === undefined ? null : new RateLimiter(rateLimit),
      pausedUntil: 0,
      inLine: 0,
    };
    this.#hosts.set(host, entry);
    return entry;
  }

  #forgetIdle(): void {
    for (const [host, entry] of this.#hosts) {
      if (entry.inLine === 0 && remaining(entry) === 0 && (entry.limiter?.waitMs ?? 0) === 0) this.#hosts.delete(host);
    }
  }
}

function remaining(entry: Host | undefined): number {
  return Math.max(0, (entry?.pausedUntil ?? 0) - performance.now());
}
