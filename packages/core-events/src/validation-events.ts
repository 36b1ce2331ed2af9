import * as z from "zod";
import { eventEnvelope } from "./event-envelope.js";

/**
 * Fires once per run, when early validation has reached its verdict without stopping the run.
 *
 * `status` is `passed` at the boundary, or `insufficient` at the end of a run with fewer documents than the boundary
 * asks for; `successRate` is `null` where no document was seen. A verdict against the run is a `RunFailed` instead.
 *
 * @example
 * ```json
 * { "type": "ValidationCheckpoint", "version": 1, "sequence": 13, "timestamp": 1763775600200, "runId": "r1", "pipelineId": "p1",
 *   "checkpoint": 5, "successRate": 0.8, "status": "passed" }
 * ```
 */
export const validationCheckpointSchema = eventEnvelope.extend({
  type: z.literal("ValidationCheckpoint"),
  checkpoint: z.number().int().min(0).describe("terminal outcomes seen"),
  successRate: z.number().min(0).max(1).nullable(),
  status: z.enum(["passed", "insufficient"]),
});

/**
 * Fires at every boundary of continuous validation at which the success rate over the whole run is below its threshold.
 * The boundary itself is `outcomes`, the number of terminal outcomes so far; `sequence` is the event's own number.
 *
 * @example
 * ```json
 * { "type": "ValidationWarning", "version": 1, "sequence": 140, "timestamp": 1763775603000, "runId": "r1", "pipelineId": "p1",
 *   "outcomes": 50, "successRate": 0.62, "threshold": 0.7 }
 * ```
 */
export const validationWarningSchema = eventEnvelope.extend({
  type: z.literal("ValidationWarning"),
  outcomes: z.number().int().min(1),
  successRate: z.number().min(0).max(1),
  threshold: z.number().min(0).max(1),
});

/** @see {@link validationCheckpointSchema} */
export type ValidationCheckpoint = Readonly<z.infer<typeof validationCheckpointSchema>>;
/** @see {@link validationWarningSchema} */
export type ValidationWarning = Readonly<z.infer<typeof validationWarningSchema>>;
