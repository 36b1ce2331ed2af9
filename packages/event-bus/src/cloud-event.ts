import { createHash } from "node:crypto";
import type { BusEvent } from "./event-bus.js";

/** An event in the envelope of CloudEvents 1.0; extension attributes are those with lower-case names of letters and digits. */
export interface CloudEvent {
  readonly specversion: "1.0";
  /** With `source`, the same for the same event however often it is sent. */
  readonly id: string;
  readonly source: string;
  /** `sluice.` and the event's type in words: `sluice.stage.started`, `sluice.document.completed`. */
  readonly type: string;
  /** The document, stage, circuit or adapter concerned. */
  readonly subject?: string;
  /** RFC 3339. */
  readonly time?: string;
  readonly datacontenttype: "application/json";
  /** The event itself, untouched. */
  readonly data: BusEvent;
  /** Extension "sequence": the event's number in its run, as digits that sort. */
  readonly sequence?: string;
  /** Extension "partitioning": events of one run stay in order. */
  readonly partitionkey?: string;
  /** Extension "distributed tracing", where the event carries one. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** The event's place in the log it comes from. */
  readonly sluiceoffset?: string;
}

/** What an envelope needs beside the event. */
export interface CloudEventOptions {
  /** A URI reference that names the producer, such as `https://example.org/ingest` or `/pipelines/p1`. */
  readonly source: string;
  /** @default "sluice." */
  readonly typePrefix?: string;
  /** @default the event's run id */
  readonly partitionKey?: string;
  readonly offset?: number | null;
}

/**
 * Puts an event into an envelope of CloudEvents 1.0.0. `id` is made of run and sequence, or of the content where the event has
 * neither, so that a receiver recognises what it gets twice.
 *
 * @throws {TypeError} If `source` is empty.
 * @example
 * ```ts
 * const envelope = toCloudEvent(event, { source: "/pipelines/p1" });
 * assert.equal(envelope.type, "sluice.document.failed");
 * ```
 */
export function toCloudEvent(event: BusEvent, options: CloudEventOptions): CloudEvent {
  const { source, typePrefix = "sluice.", offset } = options;
  if (source === "") throw new TypeError("Cannot make a CloudEvent: source must be a URI reference, received an empty string");
  const fields = event as Readonly<Record<string, unknown>>; // an event of a newer release may lack any of them
  const partitionkey = options.partitionKey ?? textOf(fields["runId"]);
  return {
    specversion: "1.0",
    id: idOf(event),
    source,
    type: typePrefix + dotted(event.type),
    ...optional("subject", subjectOf(fields)),
    ...optional("time", timeOf(fields["timestamp"])),
    datacontenttype: "application/json",
    data: event,
    ...optional("sequence", sequenceOf(fields["sequence"])),
    ...optional("partitionkey", partitionkey),
    ...optional("traceparent", textOf(fields["traceparent"])),
    ...optional("tracestate", textOf(fields["tracestate"])),
    ...optional("sluiceoffset", typeof offset === "number" ? String(offset) : undefined),
  };
}

/** `DocumentCompleted` as `document.completed`. */
function dotted(type: string): string {
  return type.replace(/([a-z0-9])([A-Z])/g, "$1.$2").toLowerCase();
}

function idOf(event: BusEvent): string {
  const { runId, sequence } = event as { readonly runId?: unknown; readonly sequence?: unknown };
  if (typeof runId === "string" && runId !== "" && Number.isSafeInteger(sequence)) return `${runId}/${String(sequence)}`;
  return createHash("sha256").update(JSON.stringify(event)).digest("base64url");
}

function subjectOf({ docId, document, stage, circuit, adapter }: Readonly<Record<string, unknown>>): string | undefined {
  const inner = typeof document === "object" && document !== null && "docId" in document ? document.docId : undefined;
  return [docId, inner, stage, circuit, adapter].map(textOf).find((text) => text !== undefined);
}

function timeOf(timestamp: unknown): string | undefined {
  const date = typeof timestamp === "number" ? new Date(timestamp) : null;
  return date === null || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function sequenceOf(sequence: unknown): string | undefined {
  return Number.isSafeInteger(sequence) ? String(sequence).padStart(16, "0") : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function optional<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: string }); // one key, which is Name
}
