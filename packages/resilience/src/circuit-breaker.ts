import { SluiceError } from "@sluice/core-events";
import type { CircuitBreakerPolicy } from "./resilience-policy.js";

/** `closed` lets everything through, `open` nothing, `half-open` one probe. */
export type CircuitState = "closed" | "open" | "half-open";

/** One change of a circuit's state, as the event `CircuitStateChange` carries it. */
export interface CircuitChange {
  readonly circuit: string;
  readonly oldState: CircuitState;
  readonly newState: CircuitState;
  readonly reason: string | null;
}

/** How one call goes through a {@link CircuitBreaker}. */
export interface CircuitCallOptions {
  /** A call whose signal has aborted says nothing of the circuit. */
  readonly signal?: AbortSignal | undefined;
  /** Whether an error counts against the circuit; others count as an answer. @default every error does */
  readonly isFailure?: (error: unknown) => boolean;
  /** Called when this very call changes the state. */
  readonly onChange?: ((change: CircuitChange) => void) | undefined;
}

interface Verdict {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

/**
 * Stops calling what keeps failing: `failures` in a row open the circuit, after `resetMs` of the monotonic clock one probe is
 * let through, and its outcome closes the circuit or opens it again. Whoever comes while a probe is under way waits for its
 * outcome. Calls that began before the last change of state no longer have a say in it, and a probe that is aborted leaves its
 * place to the next one.
 *
 * @example
 * ```ts
 * const breaker = new CircuitBreaker("model-server", { failures: 5, resetMs: 60_000 });
 * const answer = await breaker.run(() => ask(), { signal, onChange: ({ newState }) => console.log(newState) });
 * ```
 */
export class CircuitBreaker {
  readonly #name: string;
  readonly #policy: CircuitBreakerPolicy;
  #state: CircuitState = "closed";
  /** Grows with each change of state, so that late outcomes are known by their age. */
  #era = 0;
  #failuresInARow = 0;
  #openUntil = 0;
  /** The probe under way, if there is one. */
  #verdict: Verdict | null = null;

  constructor(name: string, policy: CircuitBreakerPolicy) {
    this.#name = name;
    this.#policy = policy;
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** How long nothing is let through yet, in milliseconds. */
  get remainingMs(): number {
    return this.#state === "open" ? Math.max(0, this.#openUntil - performance.now()) : 0;
  }

  /**
   * Calls `operation` if the circuit lets it through.
   *
   * @throws {SluiceError} `CIRCUIT_OPEN` without a call; `context.retryAfterMs` says how long that stays so.
   * @throws What `operation` throws, or the signal's reason.
   */
  async run<T>(operation: () => PromiseLike<T> | T, options: CircuitCallOptions = {}): Promise<T> {
    const { signal, isFailure = () => true } = options;
    await this.#admitted(options);
    const era = this.#era;
    try {
      const result = await operation();
      this.#succeeded(era, options);
      return result;
    } catch (error) {
      if (signal?.aborted === true) this.#abandoned(era);
      else if (isFailure(error)) this.#failed(era, error, options);
      else this.#succeeded(era, options);
      throw error;
    }
  }

  async #admitted(options: CircuitCallOptions): Promise<void> {
    for (;;) {
      options.signal?.throwIfAborted();
      if (this.#state === "closed") return;
      if (this.#state === "open") {
        if (this.remainingMs > 0) throw this.#refusal();
        this.#enter("half-open", null, options);
      }
      if (this.#verdict === null) {
        this.#verdict = verdict(); // nothing is awaited between the look and the claim, so there is one probe
        return;
      }
      await orAborted(this.#verdict.promise, options.signal);
    }
  }

  #succeeded(era: number, options: CircuitCallOptions): void {
    if (era !== this.#era) return;
    this.#failuresInARow = 0;
    if (this.#state === "half-open") this.#enter("closed", "the probe succeeded", options);
  }

  #failed(era: number, error: unknown, options: CircuitCallOptions): void {
    if (era !== this.#era) return;
    this.#failuresInARow += 1;
    const isProbe = this.#state === "half-open";
    if (!isProbe && this.#failuresInARow < this.#policy.failures) return;
    this.#openUntil = performance.now() + this.#policy.resetMs;
    const name = error instanceof Error && "code" in error && typeof error.code === "string" ? `: ${error.code}` : "";
    this.#enter("open", isProbe ? `the probe failed${name}` : `${this.#failuresInARow} failures in a row${name}`, options);
  }

  #abandoned(era: number): void {
    if (era === this.#era && this.#state === "half-open") this.#settleProbe();
  }

  #enter(newState: CircuitState, reason: string | null, { onChange }: CircuitCallOptions): void {
    const oldState = this.#state;
    this.#state = newState;
    this.#era += 1;
    this.#failuresInARow = 0;
    this.#settleProbe();
    onChange?.({ circuit: this.#name, oldState, newState, reason });
  }

  #settleProbe(): void {
    const settled = this.#verdict;
    this.#verdict = null;
    settled?.resolve();
  }

  #refusal(): SluiceError {
    const retryAfterMs = Math.ceil(this.remainingMs);
    const message = `Cannot call ${this.#name}: its circuit is open for another ${retryAfterMs} ms`;
    return new SluiceError(message, { code: "CIRCUIT_OPEN", context: { circuit: this.#name, retryAfterMs } });
  }
}

function verdict(): Verdict {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, resolve };
}

async function orAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise;
  const aborted = Promise.withResolvers<void>();
  const onAbort = (): void => aborted.resolve();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
