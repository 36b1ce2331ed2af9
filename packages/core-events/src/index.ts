export { type Adapter, type AnyAdapter, type CircuitNotice, type FetchContext, type ParseContext, type RetryNotice } from "./adapter.js";
export {
  type AdapterEvent,
  adapterEventSchema,
  type AdapterRetry,
  adapterRetrySchema,
  type AdapterState,
  type AdapterStateChange,
  adapterStateChangeSchema,
  adapterStateSchema,
} from "./adapter-events.js";
export {
  type Checkpoint,
  checkpointSchema,
  type CheckpointStore,
  MAX_CHECKPOINT_KEY_CHARS,
  type SinkPosition,
  type StoredCheckpoint,
  storedCheckpointSchema,
} from "./checkpoint.js";
export { checkpointKey } from "./checkpoint-key.js";
export { type DeadLetter, deadLetterSchema } from "./dead-letter.js";
export { type Document, documentSchema } from "./document.js";
export {
  type DocumentCompleted,
  documentCompletedSchema,
  type DocumentFailed,
  documentFailedSchema,
  type DocumentStarted,
  documentStartedSchema,
} from "./document-events.js";
export { errorCatalogue, type ErrorCatalogueEntry, type ErrorCode } from "./error-catalogue.js";
export { EVENT_VERSION, type EventEnvelope, eventEnvelope } from "./event-envelope.js";
export { EventFactory, type EventFactoryOptions, type EventFields } from "./event-factory.js";
export { and, byType, errorsOnly, type EventFilter, not, or, progressOnly } from "./event-filters.js";
export { isDocumentTerminal, isEvent, isRunTerminal } from "./event-guards.js";
export { eventJsonSchema } from "./event-json-schema.js";
export { addFields, applyTransformer, compose, type EventTransformer } from "./event-transformers.js";
export { type JsonValue, jsonValueSchema } from "./json-value.js";
export { optionalPeer } from "./optional-peer.js";
export { parseEvent, type ParsedEvent, type UnknownEvent } from "./parse-event.js";
export { EVENT_TYPES, type EventOf, eventSchemas, type EventType, type PipelineEvent } from "./pipeline-event.js";
export { collectSecrets, REDACTED, redactHeaders, redactParameters, redactUrl } from "./redaction.js";
export { Redactor } from "./redactor.js";
export {
  type BatchProgress,
  batchProgressSchema,
  RUN_FAILURE_REASONS,
  type RunCompleted,
  runCompletedSchema,
  type RunFailed,
  runFailedSchema,
  type RunFailureReason,
  type RunStarted,
  runStartedSchema,
  type RunStats,
  runStatsSchema,
} from "./run-events.js";
export { type OutcomeCounts, type RunControl, type RunMonitor } from "./run-monitor.js";
export { isSecretName } from "./secret-names.js";
export { type OpenSink, type Sink, type SinkOpenOptions } from "./sink.js";
export { errorMessageOf, errorTypeOf, SluiceError, type SluiceErrorOptions } from "./sluice-error.js";
export {
  type CircuitStateChange,
  circuitStateChangeSchema,
  type GateOpened,
  gateOpenedSchema,
  type GateTimedOut,
  gateTimedOutSchema,
  type GateWaiting,
  gateWaitingSchema,
  type StageCompleted,
  stageCompletedSchema,
  type StageFailed,
  stageFailedSchema,
  type StageRetrying,
  stageRetryingSchema,
  type StageStarted,
  stageStartedSchema,
} from "./stage-events.js";
export {
  type ValidationCheckpoint,
  validationCheckpointSchema,
  type ValidationWarning,
  validationWarningSchema,
} from "./validation-events.js";
