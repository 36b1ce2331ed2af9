import type { Reading } from "./meter.js";
import type { RuleLimits } from "./rule-limits.js";

/** A step from one state of a rule to another. */
export type RuleStep = "fired" | "recovered" | null;

/** Whether a rule holds: fires once its value has been bad for `forMs`, and recovers once it is well. */
export class RuleState {
  readonly #limits: RuleLimits;
  #brokenSince: number | null = null;
  #firedAt: number | null = null;

  constructor(limits: RuleLimits) {
    this.#limits = limits;
  }

  get state(): "ok" | "pending" | "firing" {
    if (this.#firedAt !== null) return "firing";
    return this.#brokenSince === null ? "ok" : "pending";
  }

  get firstSeenAt(): number {
    return this.#brokenSince ?? 0;
  }

  get firedAt(): number {
    return this.#firedAt ?? 0;
  }

  /** Takes the value at a time; `null` says nothing, and starts the wait over. */
  step(reading: Reading | null, at: number): RuleStep {
    if (this.#firedAt !== null) return reading !== null && this.#limits.isWell(reading.value) ? "recovered" : null;
    if (reading === null || !this.#limits.isBroken(reading.value)) {
      this.#brokenSince = null;
      return null;
    }
    this.#brokenSince ??= at;
    if (at - this.#brokenSince < this.#limits.forMs) return null;
    this.#firedAt = at;
    return "fired";
  }

  /** Says that what was found is over, and that it has been told. */
  reset(): void {
    this.#brokenSince = null;
    this.#firedAt = null;
  }
}
