import * as z from "zod";
import { eventEnvelope } from "./event-envelope.js";

const stage = eventEnvelope.extend({ stage: z.string(), docId: z.string().nullable() });
const gate = eventEnvelope.extend({ gate: z.string(), stage: z.string() });

/**
 * Fires when a stage of an orchestrator takes up a document, before each attempt, the first and those behind a `StageRetrying`.
 *
 * @example
 * ```json
 * { "type": "StageStarted", "version": 1, "sequence": 41, "timestamp": 1763775604000, "runId": "r1", "pipelineId": "p1",
 *   "stage": "chunk", "docId": "NCT00763412", "attempt": 1 }
 * ```
 */
export const stageStartedSchema = stage.extend({
  type: z.literal("StageStarted"),
  attempt: z.number().int().min(1),
});

/**
 * Fires when a stage has finished a document, once per document and stage. `outputCount` is how many results it hands on, `durationMs`
 * that of the attempt that succeeded.
 *
 * @example
 * ```json
 * { "type": "StageCompleted", "version": 1, "sequence": 42, "timestamp": 1763775604012, "runId": "r1", "pipelineId": "p1",
 *   "stage": "chunk", "docId": "NCT00763412", "durationMs": 12, "outputCount": 40 }
 * ```
 */
export const stageCompletedSchema = stage.extend({
  type: z.literal("StageCompleted"),
  durationMs: z.number().min(0),
  outputCount: z.number().int().min(0),
});

/**
 * Fires when a stage has given a document up, after its retries; `attempt` is the number of the last one, from 1.
 *
 * @example
 * ```json
 * { "type": "StageFailed", "version": 1, "sequence": 57, "timestamp": 1763775609500, "runId": "r1", "pipelineId": "p1",
 *   "stage": "embed", "docId": "NCT00763412", "error": "Cannot embed: HTTP 503", "errorType": "HTTP_STATUS", "attempt": 3 }
 * ```
 */
export const stageFailedSchema = stage.extend({
  type: z.literal("StageFailed"),
  error: z.string(),
  errorType: z.string(),
  attempt: z.number().int().min(1),
});

/**
 * Fires at each retry of a stage, before it waits `backoffMs`; `attempt` is the number of the attempt that failed, from 1.
 *
 * @example
 * ```json
 * { "type": "StageRetrying", "version": 1, "sequence": 49, "timestamp": 1763775605200, "runId": "r1", "pipelineId": "p1",
 *   "stage": "embed", "docId": "NCT00763412", "attempt": 1, "backoffMs": 500, "cause": "HTTP 503" }
 * ```
 */
export const stageRetryingSchema = stage.extend({
  type: z.literal("StageRetrying"),
  attempt: z.number().int().min(1),
  backoffMs: z.number().min(0),
  cause: z.string(),
});

/**
 * Fires once when a topology begins to wait at a gate, because its condition does not hold yet.
 *
 * @example
 * ```json
 * { "type": "GateWaiting", "version": 1, "sequence": 60, "timestamp": 1763775610000, "runId": "r1", "pipelineId": "p1",
 *   "gate": "pdf-ready", "stage": "parse", "timeoutMs": 3600000 }
 * ```
 */
export const gateWaitingSchema = gate.extend({ type: z.literal("GateWaiting"), timeoutMs: z.number().min(0) });

/**
 * Fires once when a gate's condition holds, before its stage goes on.
 *
 * @example
 * ```json
 * { "type": "GateOpened", "version": 1, "sequence": 61, "timestamp": 1763775618100, "runId": "r1", "pipelineId": "p1",
 *   "gate": "pdf-ready", "stage": "parse", "waitedMs": 8100 }
 * ```
 */
export const gateOpenedSchema = gate.extend({ type: z.literal("GateOpened"), waitedMs: z.number().min(0) });

/**
 * Fires once when a gate's condition has not held within `timeoutMs`; a `GateOpened` never follows.
 *
 * @example
 * ```json
 * { "type": "GateTimedOut", "version": 1, "sequence": 61, "timestamp": 1763779210000, "runId": "r1", "pipelineId": "p1",
 *   "gate": "pdf-ready", "stage": "parse", "waitedMs": 3600000 }
 * ```
 */
export const gateTimedOutSchema = gate.extend({ type: z.literal("GateTimedOut"), waitedMs: z.number().min(0) });

/**
 * Fires at each change of a circuit breaker's state: `open` when a host or service has failed so often that it is left alone,
 * `half-open` when one call is let through to try it, `closed` when it works again. An adapter reports it as well as an orchestrator.
 *
 * @example
 * ```json
 * { "type": "CircuitStateChange", "version": 1, "sequence": 19, "timestamp": 1763775602000, "runId": "r1", "pipelineId": "p1",
 *   "circuit": "api.example.org", "oldState": "closed", "newState": "open", "reason": "5 failures" }
 * ```
 */
export const circuitStateChangeSchema = eventEnvelope.extend({
  type: z.literal("CircuitStateChange"),
  circuit: z.string(),
  oldState: z.enum(["closed", "open", "half-open"]),
  newState: z.enum(["closed", "open", "half-open"]),
  reason: z.string().nullable(),
});

/** @see {@link stageStartedSchema} */
export type StageStarted = Readonly<z.infer<typeof stageStartedSchema>>;
/** @see {@link stageCompletedSchema} */
export type StageCompleted = Readonly<z.infer<typeof stageCompletedSchema>>;
/** @see {@link stageFailedSchema} */
export type StageFailed = Readonly<z.infer<typeof stageFailedSchema>>;
/** @see {@link stageRetryingSchema} */
export type StageRetrying = Readonly<z.infer<typeof stageRetryingSchema>>;
/** @see {@link gateWaitingSchema} */
export type GateWaiting = Readonly<z.infer<typeof gateWaitingSchema>>;
/** @see {@link gateOpenedSchema} */
export type GateOpened = Readonly<z.infer<typeof gateOpenedSchema>>;
/** @see {@link gateTimedOutSchema} */
export type GateTimedOut = Readonly<z.infer<typeof gateTimedOutSchema>>;
/** @see {@link circuitStateChangeSchema} */
export type CircuitStateChange = Readonly<z.infer<typeof circuitStateChangeSchema>>;
