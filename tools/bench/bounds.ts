import type { Scenario } from "./job.ts";

/** What Sluice promises, as multiples of the CPU time per document that the bare loop takes in scenario `a`. */
export const BOUNDS: Readonly<Record<Scenario, number>> = { a: 3.1, b: 3.2, c: 4.4, ea: 3.6, eb: 4.0 };

/** What it should reach beyond the promise. */
export const STRETCH: Readonly<Record<Scenario, number>> = { a: 1.8, b: 2.4, c: 3.7, ea: 2.4, eb: 2.8 };

/** The verdict on a value, as reports print it. */
export function verdict(value: number, limit: number): "pass" | "miss" {
  return value <= limit ? "pass" : "miss";
}
