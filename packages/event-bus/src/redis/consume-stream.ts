import { backoffMs } from "../backoff.js";
import { unreadableAt } from "../broker-error.js";
import { passOver, RECONNECT } from "../consumer-options.js";
import type { ConsumeOptions, ReceivedEntry } from "../event-transport.js";
import { pause } from "../pause.js";
import { unheard } from "../unheard.js";
import type { RedisConnection } from "./redis-connection.js";
import type { RedisStreamPlan } from "./redis-options.js";
import { StreamReader } from "./stream-reader.js";
import { readStreamFields } from "./stream-message.js";

/** What a consumer of a stream works with. */
export interface StreamConsumerParts {
  readonly plan: RedisStreamPlan;
  /** For reading, which may block it. */
  readonly reading: RedisConnection;
  /** For acknowledgements, and to say that the consumer lives. */
  readonly telling: RedisConnection;
}

/** Consumes as one of a group, over all outages of the server, until the loop is left or the signal aborts. */
export async function* consumeStream(parts: StreamConsumerParts, options: ConsumeOptions): AsyncGenerator<ReceivedEntry, void, undefined> {
  const { limits } = parts.plan;
  await using reading = parts.reading;
  await using reader = new StreamReader({ ...parts, reading }, options);
  for (let attempts = 0; ; ) {
    options.signal?.throwIfAborted();
    let messages;
    try {
      messages = await reader.next();
      attempts = 0;
    } catch (error) {
      options.signal?.throwIfAborted();
      attempts += 1;
      limits.onError(error);
      reader.startOver();
      await pause(backoffMs(RECONNECT, attempts), options.signal);
      continue;
    }
    for (const { id, message, redelivered } of messages) {
      const ack = (): Promise<void> => unheard(reader.acknowledge(id)); // may be left unawaited
      let entry;
      try {
        entry = readStreamFields(message);
      } catch (error) {
        passOver(unreadableAt(`${parts.plan.stream}/${id}`, error), limits);
        await ack().catch(limits.onError); // then it comes again
        continue;
      }
      yield { ...entry, redelivered, ack };
      options.signal?.throwIfAborted();
    }
  }
}
