import type { KafkaMessage } from "./kafka-message.js";

const FRAME_BYTES = 100; // what the protocol puts around a message, at most

/** Cuts messages into requests of at most so many bytes, in order; a message that is larger goes alone. */
export function* requestBatches(messages: readonly KafkaMessage[], maxBytes: number): Generator<KafkaMessage[], void, undefined> {
  let batch: KafkaMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    if (batch.length > 0 && bytes + size > maxBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function bytesOf({ key, value, headers }: KafkaMessage): number {
  let bytes = FRAME_BYTES + value.length + (key?.length ?? 0);
  for (const [name, text] of headers) bytes += name.length + text.length + 4;
  return bytes;
}
