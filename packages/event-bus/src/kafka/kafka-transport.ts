import type { ConsumingTransport } from "../consuming-transport.js";
import type { ConsumeOptions, ReceivedEntry, TransportEntry } from "../event-transport.js";
import { consumeTopic } from "./consume-topic.js";
import { type KafkaOptions, kafkaPlan, type KafkaPlan } from "./kafka-options.js";
import { KafkaPublisher } from "./kafka-publisher.js";
import { type KafkaModule, loadKafka } from "./load-kafka.js";

/**
 * Events through a topic of Kafka, as CloudEvents 1.0. Uses the package `@platformatic/kafka`, which has to be installed beside
 * this one. The topic must be there.
 *
 * `publish` resolves when all replicas in sync have the entries. The key is the run, so that the events of a run stay in order.
 * The producer is idempotent: what is sent again inside one call is stored once. A call that failed comes again as a whole, so
 * that entries may be there twice, with the same CloudEvents id. An event that the topic refuses as too large is
 * `RECORD_TOO_LARGE`.
 *
 * Kafka keeps one position per partition and group: an event acknowledged behind one that is not comes again with it.
 * `redelivered` knows only what this call of `consume` gave out before. An acknowledgement resolves when the position is stored;
 * unawaited ones share requests.
 *
 * @throws {TypeError | RangeError} If an option makes no sense. @throws {SluiceError} `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * await using transport = await kafkaTransport({ brokers: ["kafka.example.org:9092"], source: "/pipelines/p1" });
 * await using forwarder = forward(log, transport);
 * ```
 */
export async function kafkaTransport(options: KafkaOptions): Promise<ConsumingTransport> {
  const plan = kafkaPlan(options);
  return new KafkaTransport(await loadKafka(), plan);
}

class KafkaTransport implements ConsumingTransport {
  readonly name: string;
  readonly #module: KafkaModule;
  readonly #plan: KafkaPlan;
  readonly #publisher: KafkaPublisher;

  constructor(module: KafkaModule, plan: KafkaPlan) {
    this.name = plan.name;
    this.#module = module;
    this.#plan = plan;
    this.#publisher = new KafkaPublisher(module, plan);
  }

  async publish(entries: readonly TransportEntry[], { signal }: { readonly signal: AbortSignal }): Promise<void> {
    await this.#publisher.publish(entries, signal);
  }

  consume(options: ConsumeOptions): AsyncIterable<ReceivedEntry> {
    return consumeTopic(this.#module, this.#plan, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#publisher[Symbol.asyncDispose]();
  }
}
