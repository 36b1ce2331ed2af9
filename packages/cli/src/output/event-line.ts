import type { PipelineEvent } from "@sluice/core-events";
import { adapterNote, isNotable } from "./adapter-note.js";
import { formatDuration, formatShare } from "./format.js";
import type { LineStyle } from "./terminal.js";

/** A line about one event. */
export interface EventLine {
  readonly text: string;
  readonly style: LineStyle;
}

const LONGEST_TEXT = 300;

/** What people want to read of an event while the run goes on, or `null`. */
export function eventLine(event: PipelineEvent): EventLine | null {
  switch (event.type) {
    case "DocumentFailed":
      return line(`✗ ${event.docId ?? "a record without an id"}: ${event.error} [${event.errorType}]`, "bad");
    case "AdapterRetry":
      return line(`↻ attempt ${event.attempt} failed, next in ${formatDuration(event.delayMs)}: ${event.cause}`, "dim");
    case "AdapterEvent":
      return isNotable(event) ? line(adapterNote(event), "warning") : null;
    case "ValidationCheckpoint":
      return verdictLine(event.status, event.checkpoint, event.successRate);
    case "ValidationWarning":
      return line(`! quality is low: ${formatShare(event.successRate)} of ${event.outcomes} documents succeeded, expected ${formatShare(event.threshold)}`, "warning");
    default:
      return null;
  }
}

function verdictLine(status: "passed" | "insufficient", outcomes: number, successRate: number | null): EventLine {
  if (status === "passed") return line(`✓ early validation passed: ${formatShare(successRate ?? 1)} of the first ${outcomes} documents succeeded`, "good");
  return line(`early validation has no verdict: the run ended after ${outcomes} documents`, "dim");
}

function line(text: string, style: LineStyle): EventLine {
  return { text: shorten(text), style };
}

function shorten(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}
