import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { BusEvent } from "./event-bus.js";
import type { CloudEvent } from "./cloud-event.js";

/** A message as a protocol carries it: headers by lower-case name, and a body. */
export interface CloudEventMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STRUCTURED = "application/cloudevents+json";
const ATTRIBUTES = ["specversion", "id", "source", "type", "subject", "time", "sequence", "partitionkey", "traceparent", "tracestate", "sluiceoffset"] as const;

/** The whole envelope as JSON in the body. */
export function structuredMessage(event: CloudEvent): CloudEventMessage {
  return { headers: { "content-type": `${STRUCTURED}; charset=UTF-8` }, body: JSON.stringify(event) };
}

/** Which protocol binding a binary message follows: HTTP (`ce-` headers, percent-encoded) or Kafka (`ce_` headers, UTF-8). */
export type CloudEventBinding = "http" | "kafka";

/** The event alone in the body, and the envelope in headers. */
export function binaryMessage(event: CloudEvent, binding: CloudEventBinding = "http"): CloudEventMessage {
  const headers: Record<string, string> = { "content-type": event.datacontenttype };
  for (const name of ATTRIBUTES) {
    const value = event[name];
    if (value !== undefined) headers[`${prefixOf(binding)}${name}`] = binding === "http" ? percentEncoded(value) : value;
  }
  return { headers, body: JSON.stringify(event.data) };
}

/**
 * Reads a message in either mode back.
 *
 * @throws {SluiceError} `EVENT_INVALID` if it is no CloudEvent 1.0, or holds no event.
 */
export function readCloudEvent({ headers, body }: CloudEventMessage, binding: CloudEventBinding = "http"): CloudEvent {
  const value = parsed(body);
  const isStructured = headers["content-type"]?.toLowerCase().startsWith(STRUCTURED) === true;
  const envelope = isStructured ? value : { ...attributesOf(headers, binding), datacontenttype: "application/json", data: value };
  if (typeof envelope !== "object" || envelope === null) throw invalid("an object");
  const { specversion, id, source, type, data } = envelope as Partial<Record<string, unknown>>;
  if (specversion !== "1.0") throw invalid(`specversion 1.0, received ${String(specversion)}`);
  for (const [name, text] of Object.entries({ id, source, type })) if (typeof text !== "string" || text === "") throw invalid(`the attribute ${name}`);
  if (!isEvent(data)) throw invalid("an event as its data");
  return envelope as CloudEvent; // every attribute that must be there is
}

function attributesOf(headers: CloudEventMessage["headers"], binding: CloudEventBinding): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    const value = headers[`${prefixOf(binding)}${name}`];
    if (value !== undefined) attributes[name] = binding === "http" ? percentDecoded(value) : value;
  }
  return attributes;
}

function prefixOf(binding: CloudEventBinding): string {
  return binding === "http" ? "ce-" : "ce_";
}

/** As the HTTP binding asks: everything but printable ASCII, and the space, `"` and `%`. */
function percentEncoded(value: string): string {
  return value.toWellFormed().replace(/[^\x21\x23\x24\x26-\x7e]/gu, (character) => [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""));
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw invalid("percent-encoded headers", cause);
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (cause) {
    throw invalid(`a body of JSON: ${errorMessageOf(cause)}`, cause);
  }
}

function isEvent(data: unknown): data is BusEvent {
  return typeof data === "object" && data !== null && "type" in data && typeof data.type === "string";
}

function invalid(expected: string, cause?: unknown): SluiceError {
  return new SluiceError(`Cannot read the message as a CloudEvent: expected ${expected}`, { code: "EVENT_INVALID", cause });
}
