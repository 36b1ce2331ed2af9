import * as z from "zod";

/**
 * How often and how long to retry, with exponential backoff and equal jitter: the wait before retry `n` is a random time
 * between half of and the whole of `min(maxDelayMs, initialDelayMs * factor ** (n - 1))`.
 */
export const retryPolicySchema = z.strictObject({
  /** Attempts in all, the first one included. */
  maxAttempts: z.number().int().min(1).max(100).default(4),
  initialDelayMs: z.number().min(0).max(3_600_000).default(250),
  maxDelayMs: z.number().min(0).max(3_600_000).default(30_000),
  factor: z.number().min(1).max(100).default(2),
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
  const ceiling = Math.min(policy.maxDelayMs, policy.initialDelayMs * policy.factor ** (attempt - 1));
  return ceiling / 2 + (random() * ceiling) / 2;
}
