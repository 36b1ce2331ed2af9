import { optionalPeer } from "@sluice/core-events";
import type { compatibilityPartitioner, Consumer, Message, MessagesStream, Producer } from "@platformatic/kafka";

/** What is used of the package `@platformatic/kafka`. */
export interface KafkaModule {
  readonly Consumer: typeof Consumer;
  readonly Producer: typeof Producer;
  readonly compatibilityPartitioner: typeof compatibilityPartitioner;
}

/** A consumer of that package, which gives bytes. */
export type KafkaConsumer = Consumer;
export type KafkaStream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;
export type KafkaRecord = Message;

/** The package `@platformatic/kafka`, loaded when it is used. @throws {SluiceError} `DEPENDENCY_MISSING` if it is not installed. */
export async function loadKafka(): Promise<KafkaModule> {
  return await optionalPeer("@platformatic/kafka", async () => await import("@platformatic/kafka"), "use Kafka");
}
