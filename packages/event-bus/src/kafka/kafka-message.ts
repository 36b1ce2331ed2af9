import { SluiceError } from "@sluice/core-events";
import { toCloudEvent } from "../cloud-event.js";
import { binaryMessage, readCloudEvent, structuredMessage } from "../cloud-event-message.js";
import type { TransportEntry } from "../event-transport.js";

/** A message as Kafka carries it. Messages with the same key stay in order. */
export interface KafkaMessage {
  /** The run; absent where an event belongs to none. */
  readonly key: Buffer | undefined;
  readonly value: Buffer;
  readonly headers: ReadonlyMap<Buffer, Buffer>;
}

/** An entry as a CloudEvent in Kafka's protocol binding. */
export function kafkaMessage({ event, offset }: TransportEntry, { source, mode }: { readonly source: string; readonly mode: "binary" | "structured" }): KafkaMessage {
  const envelope = toCloudEvent(event, { source, offset });
  const { headers, body } = mode === "binary" ? binaryMessage(envelope, "kafka") : structuredMessage(envelope);
  return {
    key: envelope.partitionkey === undefined ? undefined : Buffer.from(envelope.partitionkey),
    value: Buffer.from(body),
    headers: new Map(Object.entries(headers).map(([name, value]) => [Buffer.from(name), Buffer.from(value)])),
  };
}

/** Reads a message in either mode. @throws {SluiceError} `EVENT_INVALID` if it is no CloudEvent 1.0, or holds no event. */
export function readKafkaMessage({ value, headers }: { readonly value: Buffer | null | undefined; readonly headers: ReadonlyMap<Buffer, Buffer | null | undefined> }): TransportEntry {
  if (!Buffer.isBuffer(value)) throw invalid("a body, received none");
  const texts = Object.fromEntries([...headers].map(([name, text]) => [name.toString(), text?.toString() ?? ""]));
  const { data, sluiceoffset } = readCloudEvent({ headers: texts, body: value.toString() }, "kafka");
  const offset = sluiceoffset === undefined ? null : Number(sluiceoffset);
  if (offset !== null && !Number.isSafeInteger(offset)) throw invalid("the attribute sluiceoffset to be a number");
  return { event: data, offset };
}

function invalid(expected: string): SluiceError {
  return new SluiceError(`Cannot read the message as a CloudEvent: expected ${expected}`, { code: "EVENT_INVALID" });
}
