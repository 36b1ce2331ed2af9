import type { EventFields } from "../event-factory.js";
import type { EventType } from "../pipeline-event.js";

const stats = {
  completed: 2,
  failed: 1,
  retried: 0,
  durationMs: 10.5,
  documentsPerSecond: 285,
  producerWaitMs: 0,
  consumerWaitMs: 3,
};

/** The fields of one valid event of every type. */
export const sampleFields: { readonly [Type in EventType]: EventFields<Type> } = {
  RunStarted: { adapter: "jsonl", parameters: { input: "a.jsonl" } },
  RunCompleted: { adapter: "jsonl", stats },
  RunFailed: { adapter: "jsonl", reason: "cancelled", error: "stop", errorType: "AbortError", stats },
  DocumentStarted: { docId: "d1", adapter: "jsonl", parameters: {} },
  DocumentCompleted: {
    document: { docId: "d1", title: null, text: "fern", metadata: { n: 1 }, provenance: { source: "jsonl" } },
    durationMs: 0.2,
    adapterMetadata: { line: 1 },
  },
  DocumentFailed: { docId: null, error: "Cannot parse", errorType: "RECORD_MALFORMED", retryCount: 0, isRetryable: false },
  BatchProgress: {
    completed: 2,
    failed: 1,
    retried: 0,
    inFlight: 1,
    queueDepth: 3,
    estimatedTotal: null,
    etaSeconds: null,
    documentsPerSecond: 285,
    producerWaitMs: 0,
    consumerWaitMs: 3,
  },
  AdapterStateChange: { adapter: "jsonl", oldState: "idle", newState: "starting", reason: null },
  AdapterRetry: { adapter: "http", attempt: 1, delayMs: 200, cause: "HTTP 503" },
  AdapterEvent: { adapter: "http", name: "page", payload: { number: 1, items: [1, null, "x"] } },
  ValidationCheckpoint: { checkpoint: 5, successRate: 0.8, status: "passed" },
  ValidationWarning: { outcomes: 50, successRate: 0.6, threshold: 0.7 },
  StageStarted: { stage: "chunk", docId: "d1", attempt: 1 },
  StageCompleted: { stage: "chunk", docId: "d1", durationMs: 12, outputCount: 40 },
  StageFailed: { stage: "embed", docId: "d1", error: "Cannot embed", errorType: "STAGE_FAILED", attempt: 3 },
  StageRetrying: { stage: "embed", docId: "d1", attempt: 1, backoffMs: 500, cause: "HTTP 503" },
  GateWaiting: { gate: "pdf-ready", stage: "parse", timeoutMs: 3_600_000 },
  GateOpened: { gate: "pdf-ready", stage: "parse", waitedMs: 8_100 },
  GateTimedOut: { gate: "pdf-ready", stage: "parse", waitedMs: 3_600_000 },
  CircuitStateChange: { circuit: "api.example.org", oldState: "closed", newState: "open", reason: "5 failures" },
};
