import * as z from "zod";

/**
 * One failed document as it is kept for `retry-failed`: what went wrong, and the record itself.
 *
 * `error` and `stack` are redacted; `raw` is the source's record as the adapter yielded it, unchanged, or `null` with
 * `rawOmitted` saying why it could not be kept.
 */
export const deadLetterSchema = z.object({
  docId: z.string().nullable(),
  adapter: z.string(),
  runId: z.string(),
  timestamp: z.number(),
  error: z.string(),
  errorType: z.string(),
  retryCount: z.number().int().min(0),
  isRetryable: z.boolean(),
  stack: z.string().optional(),
  raw: z.unknown(),
  rawOmitted: z.string().optional(),
});

/** One failed document; see {@link deadLetterSchema}. */
export type DeadLetter = Readonly<z.infer<typeof deadLetterSchema>>;
