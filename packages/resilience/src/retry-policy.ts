import * as z from "zod";

/**
 * How often and how long to retry. The wait before retry `n` is at most `maxDelayMs`, and below that
 * `initialDelayMs * factor ** (n - 1)` with exponential backoff, `initialDelayMs * n` with linear, and nothing with none.
 * Jitter takes a random time between half of it and the whole (`equal`), or from all of it (`full`).
 */
export const retryPolicySchema = z.strictObject({
  /** Attempts in all, the first one included. */
  maxAttempts: z.number().int().min(1).max(100).default(4),
  initialDelayMs: z.number().min(0).max(3_600_000).default(250),
  maxDelayMs: z.number().min(0).max(3_600_000).default(30_000),
  factor: z.number().min(1).max(100).default(2),
  backoff: z.enum(["exponential", "linear", "none"]).default("exponential"),
  jitter: z.enum(["equal", "full", "none"]).default("equal"),
});

/** @see {@link retryPolicySchema} */
export type RetryPolicy = Readonly<z.infer<typeof retryPolicySchema>>;

/**
 * The wait before the next attempt, in milliseconds.
 *
 * @param attempt The number of the attempt that failed, from 1.
 * @param options.random A number in [0, 1). @default Math.random
 * @example
 * ```ts
 * const policy = retryPolicySchema.parse({ initialDelayMs: 100 });
 * assert.equal(retryDelayMs(policy, 2, { random: () => 0 }), 100);
 * ```
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, { random = Math.random }: { random?: () => number } = {}): number {
  const ceiling = Math.min(policy.maxDelayMs, backoffMs(policy, attempt));
  if (policy.jitter === "none") return ceiling;
  const floor = policy.jitter === "full" ? 0 : ceiling / 2;
  return floor + random() * (ceiling - floor);
}

function backoffMs({ backoff, initialDelayMs, factor }: RetryPolicy, attempt: number): number {
  switch (backoff) {
    case "exponential":
      return initialDelayMs * factor ** (attempt - 1);
    case "linear":
      return initialDelayMs * attempt;
    case "none":
      return 0;
  }
}
