import { randomBytes } from "node:crypto";
import { Admin, Consumer, type Message } from "@platformatic/kafka";
import { onTestFinished } from "vitest";
import type { ConsumingTransport } from "../consuming-transport.js";
import type { TransportEntry } from "../event-transport.js";
import { readKafkaMessage } from "../kafka/kafka-message.js";
import type { KafkaOptions } from "../kafka/kafka-options.js";
import { kafkaTransport } from "../kafka/kafka-transport.js";
import { serviceAddress } from "./service-address.js";

export type RawMessage = Message<Buffer, Buffer, Buffer, Buffer>;

/** A topic of its own on a real broker, with a transport to it and another client beside it. */
export interface TopicUnderTest {
  readonly transport: ConsumingTransport;
  readonly topic: string;
  readonly brokers: readonly string[];
  /** A second transport to the same topic. */
  readonly another: (options?: Partial<KafkaOptions>) => Promise<ConsumingTransport>;
  /** Every message, in the order of its partition. */
  readonly messages: () => Promise<RawMessage[]>;
  readonly received: () => Promise<TransportEntry[]>;
}

export interface TopicOptions extends Partial<KafkaOptions> {
  readonly partitions?: number;
  readonly config?: Readonly<Record<string, string>>;
}

export async function openedTopic({ partitions = 3, config = {}, ...options }: TopicOptions = {}, address = serviceAddress("SLUICE_TEST_KAFKA_BROKERS")): Promise<TopicUnderTest> {
  const topic = `test.${randomBytes(6).toString("hex")}`;
  const brokers = [address];
  const admin = new Admin({ clientId: "test", bootstrapBrokers: brokers });
  await admin.createTopics({ topics: [topic], partitions, replicas: 1, configs: Object.entries(config).map(([name, value]) => ({ name, value })) });
  await admin.close();
  const another = async (more: Partial<KafkaOptions> = {}): Promise<ConsumingTransport> => {
    const transport = await kafkaTransport({ brokers, topic, sessionTimeoutMs: 6_000, ...options, ...more });
    onTestFinished(async () => await transport[Symbol.asyncDispose]());
    return transport;
  };
  const messages = async (): Promise<RawMessage[]> => await allMessages(topic, brokers);
  return { transport: await another(), topic, brokers, another, messages, received: async () => (await messages()).map(readKafkaMessage) };
}

async function allMessages(topic: string, brokers: string[]): Promise<RawMessage[]> {
  const consumer = new Consumer<Buffer, Buffer, Buffer, Buffer>({ clientId: "reader", groupId: `reader-${randomBytes(6).toString("hex")}`, bootstrapBrokers: brokers, autocommit: false, maxWaitTime: 100 });
  const found: RawMessage[] = [];
  try {
    const [first, next] = [await consumer.listOffsets({ topics: [topic], timestamp: -2n }), await consumer.listOffsets({ topics: [topic], timestamp: -1n })];
    const count = next.get(topic)!.reduce((sum, offset, partition) => sum + Number(offset - first.get(topic)![partition]!), 0);
    if (count === 0) return [];
    const stream = await consumer.consume({ topics: [topic], mode: "earliest" });
    stream.on("error", () => undefined); // leaving the loop is an error to it
    for await (const message of stream as AsyncIterable<RawMessage>) if (found.push(message) === count) break;
  } finally {
    await consumer.close(true);
  }
  return found;
}
