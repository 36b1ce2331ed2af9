import * as z from "zod";
import { eventEnvelope } from "./event-envelope.js";

const stage = eventEnvelope.extend({ stage: z.string(), docId: z.string().nullable() });
const gate = eventEnvelope.extend({ gate: z.string(), stage: z.string() });

/**
 * Fires when an orchestrator's stage takes up a document.
 * @example `{ "type": "StageStarted", "stage": "chunk", "docId": "NCT00763412", "attempt": 1, … }`
 */
export const stageStartedSchema = stage.extend({
  type: z.literal("StageStarted"),
  attempt: z.number().int().min(1),
});

/**
 * Fires when a stage has finished a document; `outputCount` is what it handed on.
 * @example `{ "type": "StageCompleted", "stage": "chunk", "docId": "NCT00763412", "durationMs": 12, "outputCount": 40, … }`
 */
export const stageCompletedSchema = stage.extend({
  type: z.literal("StageCompleted"),
  durationMs: z.number().min(0),
  outputCount: z.number().int().min(0),
});

/**
 * Fires when a stage has given a document up, after its retries.
 * @example `{ "type": "StageFailed", "stage": "embed", "docId": "NCT00763412", "error": "Cannot embed", "errorType": "STAGE_FAILED", "attempt": 3, … }`
 */
export const stageFailedSchema = stage.extend({
  type: z.literal("StageFailed"),
  error: z.string(),
  errorType: z.string(),
  attempt: z.number().int().min(1),
});

/**
 * Fires before a stage's retry waits `backoffMs`.
 * @example `{ "type": "StageRetrying", "stage": "embed", "docId": "NCT00763412", "attempt": 1, "backoffMs": 500, "cause": "HTTP 503", … }`
 */
export const stageRetryingSchema = stage.extend({
  type: z.literal("StageRetrying"),
  attempt: z.number().int().min(1),
  backoffMs: z.number().min(0),
  cause: z.string(),
});

/**
 * Fires when a topology begins to wait at a gate.
 * @example `{ "type": "GateWaiting", "gate": "pdf-ready", "stage": "parse", "timeoutMs": 3600000, … }`
 */
export const gateWaitingSchema = gate.extend({ type: z.literal("GateWaiting"), timeoutMs: z.number().min(0) });

/**
 * Fires once when a gate's condition holds.
 * @example `{ "type": "GateOpened", "gate": "pdf-ready", "stage": "parse", "waitedMs": 8100, … }`
 */
export const gateOpenedSchema = gate.extend({ type: z.literal("GateOpened"), waitedMs: z.number().min(0) });

/**
 * Fires once when a gate's condition did not hold in time.
 * @example `{ "type": "GateTimedOut", "gate": "pdf-ready", "stage": "parse", "waitedMs": 3600000, … }`
 */
export const gateTimedOutSchema = gate.extend({ type: z.literal("GateTimedOut"), waitedMs: z.number().min(0) });

/**
 * Fires when a circuit breaker changes its state.
 * @example `{ "type": "CircuitStateChange", "circuit": "api.example.org", "oldState": "closed", "newState": "open", "reason": "5 failures", … }`
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
