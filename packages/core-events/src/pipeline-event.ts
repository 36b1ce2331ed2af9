import type * as z from "zod";
import { adapterEventSchema, adapterRetrySchema, adapterStateChangeSchema } from "./adapter-events.js";
import { documentCompletedSchema, documentFailedSchema, documentStartedSchema } from "./document-events.js";
import { batchProgressSchema, runCompletedSchema, runFailedSchema, runStartedSchema } from "./run-events.js";
import {
  circuitStateChangeSchema,
  gateOpenedSchema,
  gateTimedOutSchema,
  gateWaitingSchema,
  stageCompletedSchema,
  stageFailedSchema,
  stageRetryingSchema,
  stageStartedSchema,
} from "./stage-events.js";
import { validationCheckpointSchema, validationWarningSchema } from "./validation-events.js";

/** The schema of every event this release knows, by `type`. */
export const eventSchemas = {
  RunStarted: runStartedSchema,
  RunCompleted: runCompletedSchema,
  RunFailed: runFailedSchema,
  DocumentStarted: documentStartedSchema,
  DocumentCompleted: documentCompletedSchema,
  DocumentFailed: documentFailedSchema,
  BatchProgress: batchProgressSchema,
  AdapterStateChange: adapterStateChangeSchema,
  AdapterRetry: adapterRetrySchema,
  AdapterEvent: adapterEventSchema,
  ValidationCheckpoint: validationCheckpointSchema,
  ValidationWarning: validationWarningSchema,
  StageStarted: stageStartedSchema,
  StageCompleted: stageCompletedSchema,
  StageFailed: stageFailedSchema,
  StageRetrying: stageRetryingSchema,
  GateWaiting: gateWaitingSchema,
  GateOpened: gateOpenedSchema,
  GateTimedOut: gateTimedOutSchema,
  CircuitStateChange: circuitStateChangeSchema,
} as const;

/** The name of an event type. */
export type EventType = keyof typeof eventSchemas;

/** The event of one type. */
export type EventOf<Type extends EventType> = Readonly<z.infer<(typeof eventSchemas)[Type]>>;

/** Everything a pipeline reports, told apart by `type`. */
export type PipelineEvent = { [Type in EventType]: EventOf<Type> }[EventType];

/** Every event type of this release: those of the run, of documents, of adapters, of validation and of stages, in this order. */
export const EVENT_TYPES: readonly EventType[] = Object.keys(eventSchemas) as EventType[]; // keys of a const object
