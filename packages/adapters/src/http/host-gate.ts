import { CircuitBreaker, HostLimits, type HostWait, type ResiliencePolicy, RetryBudget, sleep } from "@sluice/resilience";
import { SluiceError } from "@sluice/core-events";
import { publishCircuit, publishWait } from "./http-diagnostics.js";
import type { RequestReports } from "./request-reports.js";
import { tryAgainLater } from "./status-error.js";

/** One attempt on its way to a host. */
export interface GateCall extends RequestReports {
  readonly host: string;
  /** Redacted, for messages. */
  readonly address: string;
  /** The number of the attempt, from 1. */
  readonly attempt: number;
  readonly signal: AbortSignal;
}

interface HostState {
  readonly breaker: CircuitBreaker | null;
  readonly budget: RetryBudget;
}

const MANY_HOSTS = 1_024;

/** What every attempt of a client passes on its way to each host: per host a retry budget, a pace, pauses and a circuit breaker. */
export class HostGate {
  readonly #policy: ResiliencePolicy;
  readonly #maxPauseMs: number;
  readonly #limits: HostLimits;
  readonly #hosts = new Map<string, HostState>();

  constructor(policy: ResiliencePolicy, { maxRetryAfterMs, maxSockets }: { readonly maxRetryAfterMs: number; readonly maxSockets: number }) {
    this.#policy = policy;
    this.#maxPauseMs = maxRetryAfterMs;
    this.#limits = new HostLimits({ rateLimit: policy.rateLimit, concurrency: Math.min(policy.concurrency ?? maxSockets, maxSockets) });
  }

  /** Leaves a host alone for so long. */
  pause(host: string, ms: number): void {
    this.#limits.pause(host, ms);
  }

  /** How long a host is still to be left alone. */
  pauseMs(host: string): number {
    return this.#limits.pauseMs(host);
  }

  /**
   * Calls `operation` as soon as the host may be asked.
   *
   * @throws {SluiceError} `TRY_AGAIN_LATER` for a pause beyond the cap; `CIRCUIT_OPEN` once as many probes as there are
   * attempts have failed while this call waited.
   */
  async pass<T>(operation: () => Promise<T>, call: GateCall): Promise<T> {
    const { host, attempt, signal } = call;
    const { breaker, budget } = this.#of(host);
    if (attempt === 1) budget.earn();
    else await budget.spend(signal);
    for (let refusals = 1; ; refusals += 1) {
      try {
        using _place = await this.#limits.enter(host, { signal, onWait: (wait) => this.#onWait(wait, call) });
        return breaker === null ? await operation() : await throughBreaker(breaker, operation, call);
      } catch (error) {
        if (!isRefusal(error) || refusals >= this.#policy.retry.maxAttempts) throw error;
        await sleep(Number(error.context["retryAfterMs"]), signal);
      }
    }
  }

  #onWait(wait: HostWait, { address, onWait }: GateCall): void {
    if (wait.cause === "pause" && wait.waitMs > this.#maxPauseMs) throw tryAgainLater(address, wait.waitMs);
    publishWait(wait);
    onWait?.(wait);
  }

  #of(host: string): HostState {
    let state = this.#hosts.get(host);
    if (state === undefined) {
      const { circuitBreaker } = this.#policy;
      state = { breaker: circuitBreaker === undefined ? null : new CircuitBreaker(host, circuitBreaker), budget: new RetryBudget() };
      this.#hosts.set(host, state);
      const oldest = this.#hosts.size > MANY_HOSTS ? this.#hosts.keys().next().value : undefined;
      if (oldest !== undefined) this.#hosts.delete(oldest);
    }
    return state;
  }
}

function throughBreaker<T>(breaker: CircuitBreaker, operation: () => Promise<T>, { signal, onCircuitChange }: GateCall): Promise<T> {
  return breaker.run(operation, {
    signal,
    isFailure: saysHostIsIll,
    onChange: (change) => {
      publishCircuit(change);
      onCircuitChange?.(change);
    },
  });
}

/** A host that asks for a pause, or refuses a request for good, is well. */
function saysHostIsIll(error: unknown): boolean {
  return SluiceError.is(error) && error.retryable && error.code !== "TRY_AGAIN_LATER" && error.context["statusCode"] !== 429;
}

function isRefusal(error: unknown): error is SluiceError {
  return SluiceError.is(error) && error.code === "CIRCUIT_OPEN";
}
