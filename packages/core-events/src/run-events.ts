import * as z from "zod";
import { checkpointSchema } from "./checkpoint.js";
import { eventEnvelope } from "./event-envelope.js";

/** Figures of a whole run so far; a resumed run counts what earlier attempts finished, too. */
export const runStatsSchema = z.object({
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  retried: z.number().int().min(0).describe("retries of this attempt, not documents retried"),
  durationMs: z.number().min(0).describe("of this attempt"),
  documentsPerSecond: z.number().min(0).describe("of this attempt"),
  producerWaitMs: z.number().min(0).describe("time in which the source waited for the consumer"),
  consumerWaitMs: z.number().min(0).describe("time in which the consumer waited for the source"),
});

/**
 * Fires once, first of all events, before the source is asked for anything.
 *
 * @example
 * ```json
 * { "type": "RunStarted", "version": 1, "sequence": 1, "timestamp": 1763775600000, "runId": "r2", "pipelineId": "p1",
 *   "adapter": "jsonl", "parameters": { "apiKey": "[redacted]" }, "resumedFrom": { "runId": "r1", "completed": 4000, "failed": 3 } }
 * ```
 */
export const runStartedSchema = eventEnvelope.extend({
  type: z.literal("RunStarted"),
  adapter: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  resumedFrom: z
    .object({ runId: z.string(), completed: z.number().int().min(0), failed: z.number().int().min(0) })
    .optional(),
});

/**
 * Fires once, last of all events, when the source has ended and every document has its terminal event.
 * Failed documents do not keep a run from completing.
 *
 * @example
 * ```json
 * { "type": "RunCompleted", "version": 1, "sequence": 9001, "timestamp": 1763775609000, "runId": "r2", "pipelineId": "p1",
 *   "adapter": "jsonl", "stats": { "completed": 4496, "failed": 4, "retried": 2, "durationMs": 9000,
 *     "documentsPerSecond": 500, "producerWaitMs": 12, "consumerWaitMs": 8700 } }
 * ```
 */
export const runCompletedSchema = eventEnvelope.extend({
  type: z.literal("RunCompleted"),
  adapter: z.string(),
  stats: runStatsSchema,
});

/**
 * Fires once, last of all events, when the run ends otherwise: it broke, was cancelled, or was stopped early.
 *
 * `reason` is one of {@link RUN_FAILURE_REASONS}, or a later release's. `errorType` is as in `DocumentFailed`.
 *
 * @example
 * ```json
 * { "type": "RunFailed", "version": 1, "sequence": 14, "timestamp": 1763775601000, "runId": "r2", "pipelineId": "p1",
 *   "adapter": "jsonl", "reason": "early_validation_failed", "error": "Only 0 % of the first 5 documents succeeded",
 *   "errorType": "EARLY_VALIDATION_FAILED", "stats": { "completed": 0, "failed": 5, "retried": 0, "durationMs": 31,
 *     "documentsPerSecond": 161, "producerWaitMs": 0, "consumerWaitMs": 20 } }
 * ```
 */
export const runFailedSchema = eventEnvelope.extend({
  type: z.literal("RunFailed"),
  adapter: z.string(),
  reason: z.string(),
  error: z.string(),
  errorType: z.string(),
  stats: runStatsSchema,
});

/** Why a run fails: the values that `RunFailed.reason` takes in this release. */
export const RUN_FAILURE_REASONS = [
  "source_failed",
  "sink_failed",
  "state_failed",
  "cancelled",
  "early_validation_failed",
  "rule_broken",
  "try_again_later",
] as const;

/** Why a run failed. Open, because a later release may know more reasons. */
export type RunFailureReason = (typeof RUN_FAILURE_REASONS)[number] | (string & {});

/**
 * Fires every `progressInterval` documents and at each checkpoint, then with `checkpoint`.
 *
 * A checkpoint covers exactly the documents whose terminal events came before it in the stream: a consumer that has
 * handled all events up to this one may store it. `etaSeconds` is `null` while the total is unknown or plainly wrong.
 *
 * @example
 * ```json
 * { "type": "BatchProgress", "version": 1, "sequence": 205, "timestamp": 1763775601000, "runId": "r2", "pipelineId": "p1",
 *   "completed": 98, "failed": 2, "retried": 1, "inFlight": 8, "queueDepth": 17, "estimatedTotal": 2702, "etaSeconds": 5.2,
 *   "documentsPerSecond": 500, "producerWaitMs": 0, "consumerWaitMs": 140 }
 * ```
 */
export const batchProgressSchema = eventEnvelope.extend({
  type: z.literal("BatchProgress"),
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
  retried: z.number().int().min(0),
  inFlight: z.number().int().min(0),
  queueDepth: z.number().int().min(0),
  estimatedTotal: z.number().int().min(0).nullable(),
  etaSeconds: z.number().min(0).nullable(),
  documentsPerSecond: z.number().min(0),
  producerWaitMs: z.number().min(0),
  consumerWaitMs: z.number().min(0),
  checkpoint: checkpointSchema.optional(),
});

/** @see {@link runStatsSchema} */
export type RunStats = Readonly<z.infer<typeof runStatsSchema>>;
/** @see {@link runStartedSchema} */
export type RunStarted = Readonly<z.infer<typeof runStartedSchema>>;
/** @see {@link runCompletedSchema} */
export type RunCompleted = Readonly<z.infer<typeof runCompletedSchema>>;
/** @see {@link runFailedSchema} */
export type RunFailed = Readonly<z.infer<typeof runFailedSchema>>;
/** @see {@link batchProgressSchema} */
export type BatchProgress = Readonly<z.infer<typeof batchProgressSchema>>;
