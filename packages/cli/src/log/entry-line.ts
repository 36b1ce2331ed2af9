import { EVENT_VERSION, type PipelineEvent } from "@sluice/core-events";
import type { BusEvent, LogEntry } from "@sluice/event-bus";
import { escapeControls } from "../output/escape-controls.js";
import { formatCount, formatDuration, formatShare } from "../output/format.js";

const LONGEST_DETAIL = 300;
const ENVELOPE = new Set(["type", "version", "sequence", "timestamp", "runId", "pipelineId"]);

/** One event as one line for people: offset, time, type, document, what else there is to say. Control characters are spelt out. */
export function entryLine({ offset, event }: LogEntry): string {
  const detail = detailOf(event);
  const shown = detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL - 1)}…` : detail;
  return escapeControls(`${String(offset).padStart(9)}  ${timeOf(event)}  ${event.type.padEnd(18)}${shown === "" ? "" : `  ${shown}`}`).trimEnd();
}

/** The document an event is about. */
export function docIdOf(event: BusEvent): string | null {
  const { docId, document } = event as { readonly docId?: unknown; readonly document?: { readonly docId?: unknown } | null }; // whatever a log holds
  const id = docId ?? document?.docId;
  return typeof id === "string" ? id : null;
}

function timeOf({ timestamp }: BusEvent): string {
  const isTime = typeof timestamp === "number" && Math.abs(timestamp) <= 8.64e15;
  return isTime ? new Date(timestamp).toISOString() : "-".padEnd(24);
}

function detailOf(event: BusEvent): string {
  try {
    return event["version"] === EVENT_VERSION ? (knownDetail(event as PipelineEvent) ?? fieldsOf(event)) : fieldsOf(event);
  } catch {
    return fieldsOf(event); // a known type with other fields than it should have: shown as it is
  }
}

function knownDetail(event: PipelineEvent): string | null {
  switch (event.type) {
    case "RunStarted":
      return `${event.adapter} run ${event.runId}${event.resumedFrom === undefined ? "" : `, resumed behind ${counts(event.resumedFrom)}`}`;
    case "RunCompleted":
      return `${counts(event.stats)} in ${formatDuration(event.stats.durationMs)}`;
    case "RunFailed":
      return `${event.reason}: ${event.error} [${event.errorType}], ${counts(event.stats)}`;
    case "DocumentStarted":
      return event.docId;
    case "DocumentCompleted":
      return `${event.document.docId}  ${formatDuration(event.durationMs)}`;
    case "DocumentFailed":
      return `${event.docId ?? "a record without an id"}  ${event.error} [${event.errorType}]`;
    case "BatchProgress":
      return `${counts(event)}, queue ${formatCount(event.queueDepth)}${event.checkpoint === undefined ? "" : ", checkpoint"}`;
    case "AdapterRetry":
      return `attempt ${event.attempt} failed, next in ${formatDuration(event.delayMs)}: ${event.cause}`;
    case "AdapterStateChange":
      return `${event.adapter} ${event.oldState} → ${event.newState}${event.reason === null ? "" : `: ${event.reason}`}`;
    case "ValidationWarning":
      return `${formatShare(event.successRate)} of ${formatCount(event.outcomes)} succeeded, expected ${formatShare(event.threshold)}`;
    default:
      return null;
  }
}

function counts({ completed, failed }: { readonly completed: number; readonly failed: number }): string {
  return `${formatCount(completed)} completed, ${formatCount(failed)} failed`;
}

function fieldsOf(event: BusEvent): string {
  return Object.entries(event)
    .filter(([name, value]) => !ENVELOPE.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
}
