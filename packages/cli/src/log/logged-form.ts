import { errorMessageOf, type PipelineEvent, type Redactor } from "@sluice/core-events";
import type { BusEvent, FileLog } from "@sluice/event-bus";
import { redactedEvent } from "../output/redacted-event.js";
import type { EventLogSettings } from "./event-log-settings.js";
import { trimmedEvent } from "./trimmed-event.js";

/** In which form events go into a log. */
export interface LoggedForm {
  readonly documents: EventLogSettings["documents"];
  /** `null` where there is no secret to take out. */
  readonly redactor: Redactor | null;
  /** Set on the `RunStarted` of `sluice retry-failed`, whose documents have been counted before. */
  readonly isRetry: boolean;
}

/**
 * The log as the runs of the command line write it: trimmed and without secrets, while subscribers of the bus get the events
 * themselves. An event that the log refuses, because it is too large or no JSON, goes in as its envelope with the reason as
 * `notLogged`, so that sequence numbers have no holes.
 */
export function loggedIn(log: FileLog, form: LoggedForm): FileLog {
  return {
    directory: log.directory,
    append(event) {
      const known = event as PipelineEvent; // the bus carries the events of our own run
      try {
        return log.append(inForm(known, form));
      } catch (error) {
        if (log.figures.failure !== null) throw error;
        return log.append(envelopeOf(known, error));
      }
    },
    settled: (offset) => log.settled(offset),
    flush: () => log.flush(),
    get figures() {
      return log.figures;
    },
    read: (options) => log.read(options),
    readBatches: (options) => log.readBatches(options),
    readSynced: (options) => log.readSynced(options),
    range: () => log.range(),
    consumerOffset: (name) => log.consumerOffset(name),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
}

function inForm(event: PipelineEvent, { documents, redactor, isRetry }: LoggedForm): PipelineEvent {
  const shown = documents === "trimmed" ? trimmedEvent(event) : event;
  const marked = isRetry && shown.type === "RunStarted" ? { ...shown, isRetry } : shown;
  if (redactor === null) return marked;
  return documents === "trimmed" ? redactor.value(marked) : redactedEvent(marked, redactor);
}

function envelopeOf(event: PipelineEvent, error: unknown): BusEvent {
  const { type, version, sequence, timestamp, runId, pipelineId } = event;
  const docId = event.type === "DocumentCompleted" ? event.document.docId : null;
  return { type, version, sequence, timestamp, runId, pipelineId, ...(docId === null ? {} : { docId }), notLogged: errorMessageOf(error) };
}
