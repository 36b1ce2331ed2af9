import type { PipelineEvent } from "@sluice/core-events";

/** The levels that events are logged at. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/** What is logged of an event beside the fields every line has. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * What a log says of an event, and how loudly. Of documents only ids, durations and errors: never their content.
 * `null` for a type this release does not know.
 */
export function logEntry(event: PipelineEvent): LogEntry | null {
  switch (event.type) {
    case "RunStarted":
      return entry("info", "run started", { adapter: event.adapter, parameters: event.parameters, resumedFrom: event.resumedFrom });
    case "RunCompleted":
      return entry("info", "run completed", { adapter: event.adapter, stats: event.stats });
    case "RunFailed":
      return entry(event.reason === "cancelled" ? "warn" : "error", "run failed", {
        adapter: event.adapter, reason: event.reason, error: event.error, errorType: event.errorType, stats: event.stats,
      });
    case "DocumentStarted":
      return entry("trace", "document started", { docId: event.docId, adapter: event.adapter });
    case "DocumentCompleted":
      return entry("debug", "document completed", { docId: event.document.docId, durationMs: event.durationMs });
    case "DocumentFailed":
      return entry("warn", "document failed", {
        docId: event.docId, error: event.error, errorType: event.errorType, retryCount: event.retryCount, isRetryable: event.isRetryable, stack: event.stack,
      });
    case "BatchProgress":
      return entry("info", "progress", {
        completed: event.completed, failed: event.failed, retried: event.retried, inFlight: event.inFlight, queueDepth: event.queueDepth,
        estimatedTotal: event.estimatedTotal, etaSeconds: event.etaSeconds, documentsPerSecond: event.documentsPerSecond,
      });
    case "AdapterStateChange":
      return entry(event.newState === "failed" ? "error" : "debug", "adapter state changed", pick(event, "adapter", "oldState", "newState", "reason"));
    case "AdapterRetry":
      return entry("info", "retry", pick(event, "adapter", "docId", "attempt", "delayMs", "cause", "statusCode", "url"));
    case "AdapterEvent":
      return entry("debug", "adapter event", pick(event, "adapter", "name", "payload"));
    case "ValidationCheckpoint":
      return entry("info", "early validation", pick(event, "checkpoint", "successRate", "status"));
    case "ValidationWarning":
      return entry("warn", "success rate below its threshold", pick(event, "outcomes", "successRate", "threshold"));
    default:
      return stageEntry(event);
  }
}

function stageEntry(event: PipelineEvent): LogEntry | null {
  switch (event.type) {
    case "StageStarted":
      return entry("trace", "stage started", pick(event, "stage", "docId", "attempt"));
    case "StageCompleted":
      return entry("debug", "stage completed", pick(event, "stage", "docId", "durationMs", "outputCount"));
    case "StageFailed":
      return entry("warn", "stage failed", pick(event, "stage", "docId", "error", "errorType", "attempt"));
    case "StageRetrying":
      return entry("info", "stage retry", pick(event, "stage", "docId", "attempt", "backoffMs", "cause"));
    case "GateWaiting":
      return entry("info", "gate waiting", pick(event, "gate", "stage", "timeoutMs"));
    case "GateOpened":
      return entry("info", "gate opened", pick(event, "gate", "stage", "waitedMs"));
    case "GateTimedOut":
      return entry("warn", "gate timed out", pick(event, "gate", "stage", "waitedMs"));
    case "CircuitStateChange":
      return entry(event.newState === "open" ? "warn" : "info", "circuit changed", pick(event, "circuit", "oldState", "newState", "reason"));
    default:
      return null;
  }
}

function entry(level: LogLevel, message: string, fields: LogEntry["fields"]): LogEntry {
  return { level, message, fields };
}

function pick<Event extends object>(event: Event, ...names: readonly (keyof Event & string)[]): LogEntry["fields"] {
  return Object.fromEntries(names.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]));
}
