import * as z from "zod";
import { retryPolicySchema } from "./retry-policy.js";

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** When a circuit opens, and for how long; see `CircuitBreaker`. */
export const circuitBreakerPolicySchema = z.strictObject({
  /** Failures in a row that open the circuit. */
  failures: z.number().int().min(1).max(1_000_000),
  /** How long it stays open before one probe is let through. */
  resetMs: z.number().min(1).max(LONGEST_TIMER_MS),
});

/** How fast calls may follow each other; see `RateLimiter`. */
export const rateLimitPolicySchema = z.strictObject({
  /** Calls per second, one at a time: 5 means one every 200 ms. */
  perSecond: z.number().min(0.000_1).max(1_000_000),
  /** How many calls may go at once after a rest. */
  burst: z.number().int().min(1).max(1_000_000).default(1),
});

/**
 * How calls to something that may fail are made, as data: for one HTTP host, one stage, one model server.
 * Only `retry` and `timeoutMs` have defaults; what is left out is not limited.
 */
export const resiliencePolicySchema = z.strictObject({
  retry: retryPolicySchema.prefault({}),
  /** Total limit of one attempt. */
  timeoutMs: z.number().int().min(1).max(LONGEST_TIMER_MS).default(30_000),
  circuitBreaker: circuitBreakerPolicySchema.optional(),
  rateLimit: rateLimitPolicySchema.optional(),
  /** Most attempts under way at the same time. */
  concurrency: z.number().int().min(1).max(10_000).optional(),
});

/** When a circuit opens, and for how long. */
export type CircuitBreakerPolicy = Readonly<z.infer<typeof circuitBreakerPolicySchema>>;
/** How many calls a second, and how many at once after a pause. */
export type RateLimitPolicy = Readonly<z.infer<typeof rateLimitPolicySchema>>;
/** A complete policy; see {@link resiliencePolicySchema}. */
export type ResiliencePolicy = Readonly<z.infer<typeof resiliencePolicySchema>>;
/** A policy as it is written, with its defaults left out. */
export type ResiliencePolicyInput = Readonly<z.input<typeof resiliencePolicySchema>>;
