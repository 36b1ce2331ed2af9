import { SluiceError } from "@sluice/core-events";
import { brokerUnavailable } from "../broker-error.js";
import type { TransportEntry } from "../event-transport.js";
import { unheard } from "../unheard.js";
import { untilAborted } from "../until-aborted.js";
import { withinMs } from "../within-ms.js";
import { apiIdOf } from "./api-id.js";
import { kafkaMessage } from "./kafka-message.js";
import type { KafkaModule } from "./load-kafka.js";
import type { KafkaPlan } from "./kafka-options.js";
import { requestBatches } from "./request-batches.js";

type Producer = InstanceType<KafkaModule["Producer"]>;

const RETRIES = 3;
const RETRY_MS = 250;
const CLOSE_MS = 2_000;
const TOO_LARGE = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE", "INVALID_RECORD"]);

/**
 * Publishes to a topic with an idempotent producer: what it sends again inside a call is stored once. A producer whose call has
 * failed is given up, and with it all that it may still hold; the next call begins with a fresh one.
 */
export class KafkaPublisher implements AsyncDisposable {
  readonly #module: KafkaModule;
  readonly #plan: KafkaPlan;
  #producer: Producer | null = null;
  #isClosed = false;

  constructor(module: KafkaModule, plan: KafkaPlan) {
    this.#module = module;
    this.#plan = plan;
  }

  async publish(entries: readonly TransportEntry[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#isClosed) throw new TypeError("Cannot publish to Kafka: the transport must be open, received a disposed one");
    const { topic, maxRequestBytes } = this.#plan;
    const messages = entries.map((entry) => kafkaMessage(entry, this.#plan));
    for (const batch of requestBatches(messages, maxRequestBytes)) {
      const producer = (this.#producer ??= this.#newProducer());
      const records = batch.map(({ key, value, headers }) => ({ topic, value, headers: new Map(headers), ...(key === undefined ? {} : { key }) }));
      try {
        await untilAborted(unheard(producer.send({ messages: records, idempotent: true })), signal);
      } catch (error) {
        void this.#giveUp(producer);
        signal.throwIfAborted();
        throw this.#errorOf(error);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    if (this.#producer !== null) await withinMs(this.#giveUp(this.#producer), CLOSE_MS);
  }

  #newProducer(): Producer {
    const { brokers, clientId, compression, client } = this.#plan;
    return new this.#module.Producer({
      ...client,
      clientId,
      bootstrapBrokers: [...brokers],
      compression,
      idempotent: true,
      retries: RETRIES,
      retryDelay: RETRY_MS,
      partitioner: this.#module.compatibilityPartitioner, // the same key goes where producers in other languages put it
    });
  }

  async #giveUp(producer: Producer): Promise<void> {
    if (this.#producer === producer) this.#producer = null;
    await producer.close(true).catch(() => undefined); // it is given up because it has failed, which was told
  }

  #errorOf(error: unknown): SluiceError {
    const { topic, brokers } = this.#plan;
    const apiId = apiIdOf(error);
    if (apiId === null || !TOO_LARGE.has(apiId)) return brokerUnavailable(`publish to topic ${topic} at ${brokers.join(", ")}`, error);
    const message = `Cannot publish to topic ${topic}: expected a message that it takes, received one that the broker refuses as ${apiId}`;
    return new SluiceError(message, { code: "RECORD_TOO_LARGE", context: { topic, apiId }, cause: error });
  }
}
