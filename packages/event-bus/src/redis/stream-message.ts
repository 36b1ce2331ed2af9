import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { toCloudEvent } from "../cloud-event.js";
import type { BusEvent } from "../event-bus.js";
import type { TransportEntry } from "../event-transport.js";

/** The fields of an event in a stream of Redis. */
export interface StreamFields {
  /** Run and sequence, as in a CloudEvent: the same for the same event however often it is sent. */
  readonly id: string;
  readonly type: string;
  /** The event as JSON. */
  readonly event: string;
  /** Its offset in the log that it comes from, in digits. */
  readonly offset?: string;
}

export function streamFields({ event, offset }: TransportEntry): Record<string, string> {
  const { id } = toCloudEvent(event, { source: "sluice" });
  const fields: StreamFields = { id, type: event.type, event: JSON.stringify(event), ...(offset === null ? {} : { offset: String(offset) }) };
  return { ...fields };
}

/** @throws {SluiceError} `EVENT_INVALID` if the fields hold no event. */
export function readStreamFields(fields: Readonly<Record<string, string | undefined>>): TransportEntry {
  const offset = fields["offset"] === undefined ? null : Number(fields["offset"]);
  if (offset !== null && !Number.isSafeInteger(offset)) throw invalid("an offset of digits");
  const event = parsed(fields["event"]);
  if (typeof event !== "object" || event === null || !("type" in event) || typeof event.type !== "string") throw invalid("an event in the field event");
  return { event: event as BusEvent, offset };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) throw invalid("the field event");
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw invalid(`JSON in the field event: ${errorMessageOf(cause)}`, cause);
  }
}

function invalid(expected: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot read the message as an event: expected ${expected}`, { code: "EVENT_INVALID", cause });
}
