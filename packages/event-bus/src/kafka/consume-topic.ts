import { SluiceError } from "@sluice/core-events";
import { backoffMs } from "../backoff.js";
import { brokerUnavailable, unreadableAt } from "../broker-error.js";
import { passOver, RECONNECT } from "../consumer-options.js";
import type { ConsumeOptions, ReceivedEntry } from "../event-transport.js";
import { pause } from "../pause.js";
import { unheard } from "../unheard.js";
import { GroupMember } from "./group-member.js";
import { readKafkaMessage } from "./kafka-message.js";
import type { KafkaModule, KafkaRecord } from "./load-kafka.js";
import type { KafkaPlan } from "./kafka-options.js";

/** Consumes as one of a group, over all outages of the broker, until the loop is left or the signal aborts. */
export async function* consumeTopic(module: KafkaModule, plan: KafkaPlan, options: ConsumeOptions): AsyncGenerator<ReceivedEntry, void, undefined> {
  const { signal } = options;
  const { limits, topic, brokers } = plan;
  const seen = new HighestSeen();
  for (let attempts = 1; ; attempts += 1) {
    signal?.throwIfAborted();
    const member = new GroupMember(module, plan, options);
    try {
      for await (const { record, ack } of member.records()) {
        attempts = 0;
        const redelivered = seen.isAgain(record);
        const entry = entryOf(record, plan);
        if (entry === null) await ack();
        else yield { ...entry, redelivered, ack: () => unheard(ack()) }; // may be left unawaited
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (SluiceError.is(error) && !error.retryable) throw error; // not an event
      limits.onError(brokerUnavailable(`consume topic ${topic} at ${brokers.join(", ")}`, error));
    } finally {
      await member[Symbol.asyncDispose]();
    }
    await pause(backoffMs(RECONNECT, Math.max(1, attempts)), signal);
  }
}

/** The entry of a record; `null` for one that is told and passed over. */
function entryOf(record: KafkaRecord, { limits, topic }: KafkaPlan): ReturnType<typeof readKafkaMessage> | null {
  try {
    return readKafkaMessage(record);
  } catch (cause) {
    passOver(unreadableAt(`${topic}/${record.partition}/${record.offset}`, cause), limits);
    return null;
  }
}

/** Knows what this consumer has given out before. Kafka itself does not say whether a record was given to anybody. */
class HighestSeen {
  readonly #offsets = new Map<number, bigint>();

  isAgain({ partition, offset }: KafkaRecord): boolean {
    const highest = this.#offsets.get(partition) ?? -1n;
    if (offset > highest) this.#offsets.set(partition, offset);
    return offset <= highest;
  }
}
