import type { EventTransport } from "@sluice/event-bus";
import { asUsageError } from "../run/usage-of-pipeline.js";
import type { ForwardAddress, KafkaAddress, RedisAddress } from "./forward-address.js";

/** What a transport is made of. */
export interface TransportParts {
  readonly address: ForwardAddress;
  /** The `source` of CloudEvents; `null` for the default. */
  readonly source: string | null;
}

/**
 * Makes the transport to an address; it connects when something is sent.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING`, which names the package to install. @throws {UsageError} If the address is of no use to it.
 */
export async function openTransport({ address, source }: TransportParts): Promise<EventTransport> {
  return address.kind === "redis" ? await openRedis(address) : await openKafka(address, source);
}

async function openRedis({ url, stream }: RedisAddress): Promise<EventTransport> {
  const { redisTransport } = await import("@sluice/event-bus/redis");
  return await asUsage(() => redisTransport({ url, ...(stream === undefined ? {} : { stream }) }));
}

async function openKafka({ brokers, topic, isTls, sasl }: KafkaAddress, source: string | null): Promise<EventTransport> {
  const { kafkaTransport } = await import("@sluice/event-bus/kafka");
  const client = { ...(isTls ? { tls: {} } : {}), ...(sasl === undefined ? {} : { sasl }) };
  return await asUsage(() => kafkaTransport({ brokers, client, ...(topic === undefined ? {} : { topic }), ...(source === null ? {} : { source }) }));
}

/** What a transport has against its options is said to whoever typed them. */
async function asUsage(make: () => Promise<EventTransport>): Promise<EventTransport> {
  try {
    return await make();
  } catch (error) {
    return asUsageError(() => {
      throw error;
    });
  }
}
