import { brokerUnavailable } from "../broker-error.js";
import type { ConsumeOptions } from "../event-transport.js";
import { pause } from "../pause.js";
import { unheard } from "../unheard.js";
import { withinMs } from "../within-ms.js";
import { Acknowledgements } from "./acknowledgements.js";
import { apiIdOf } from "./api-id.js";
import type { KafkaConsumer, KafkaModule, KafkaRecord, KafkaStream } from "./load-kafka.js";
import type { KafkaPlan } from "./kafka-options.js";
import { startingOffsets } from "./starting-offsets.js";

const FETCH_BYTES = 4 * 1_048_576;
const CLOSE_MS = 5_000;
const LOST_MEMBERSHIP = new Set(["ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "REBALANCE_IN_PROGRESS", "FENCED_INSTANCE_ID"]);

/** A record, and what acknowledges it. */
export interface GivenRecord {
  readonly record: KafkaRecord;
  readonly ack: () => Promise<void>;
}

/** One membership of a group. Whatever breaks it is thrown, and a fresh member goes on from the stored positions. */
export class GroupMember implements AsyncDisposable {
  readonly #plan: KafkaPlan;
  readonly #options: ConsumeOptions;
  readonly #consumer: KafkaConsumer;
  readonly #acknowledgements: Acknowledgements;
  readonly #onAbort = (): void => this.#break(new Error("the consumer was stopped"));
  #stream: KafkaStream | null = null;
  #generation = 0;
  readonly #broken = Promise.withResolvers<never>();
  #rejoined = Promise.withResolvers<void>();

  constructor(module: KafkaModule, plan: KafkaPlan, options: ConsumeOptions) {
    const { brokers, client, sessionTimeoutMs, limits } = plan;
    this.#plan = plan;
    this.#options = options;
    this.#consumer = new module.Consumer<Buffer, Buffer, Buffer, Buffer>({
      ...client,
      clientId: options.consumer,
      groupId: options.group,
      bootstrapBrokers: [...brokers],
      autocommit: false,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.max(300, Math.trunc(sessionTimeoutMs / 10)),
      retries: 1,
      retryDelay: 250,
    });
    this.#acknowledgements = new Acknowledgements(async (positions) => await this.#commit(positions), limits.maxUnacknowledged);
    void unheard(this.#broken.promise);
    this.#consumer.on("error", (error) => this.#break(error));
    this.#consumer.on("consumer:group:join", () => this.#onJoin());
    options.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Records in the order of their partitions, until the signal aborts or something breaks. */
  async *records(): AsyncGenerator<GivenRecord, never, undefined> {
    const { signal } = this.#options;
    await this.#within(this.#join());
    for (;;) {
      const generation = this.#generation;
      try {
        const stream = await this.#within(this.#open(generation));
        if (stream !== null) yield* this.#read(stream);
        else if (generation === this.#generation) await this.#within(this.#rejoined.promise);
      } catch (error) {
        signal?.throwIfAborted();
        const isExpired = apiIdOf(error) === "OFFSET_OUT_OF_RANGE"; // begins where the broker still has events, and tells the loss
        if (generation === this.#generation && !isExpired) throw error;
      }
      this.#acknowledgements.forget();
    }
  }

  /** Stores what is acknowledged and leaves the group, as far as the broker lets it in time. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { onError } = this.#plan.limits;
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    this.#stream?.destroy();
    const leaving = (async () => {
      await this.#acknowledgements.flush().catch(onError);
      await this.#close();
    })();
    await withinMs(leaving, CLOSE_MS);
  }

  async #join(): Promise<void> {
    this.#consumer.topics.track(this.#plan.topic);
    await this.#consumer.joinGroup({});
  }

  /** A stream of the partitions that the group has given to this member; `null` if there are none. */
  async #open(generation: number): Promise<KafkaStream | null> {
    const { topic, limits } = this.#plan;
    const { group, from = "end" } = this.#options;
    const partitions = this.#consumer.assignments?.find((assignment) => assignment.topic === topic)?.partitions ?? [];
    if (partitions.length === 0) return null;
    const offsets = await startingOffsets(this.#consumer, { topic, group, partitions, from, onLost: limits.onLost });
    const stream = await this.#consumer.consume({ topics: [topic], mode: "manual", fallbackMode: "fail", offsets, autocommit: false, maxBytes: FETCH_BYTES, maxWaitTime: 500, highWaterMark: 64 });
    stream.on("error", () => undefined); // whoever reads it gets the error
    this.#stream = stream;
    if (generation !== this.#generation) stream.destroy();
    return stream;
  }

  async *#read(stream: KafkaStream): AsyncGenerator<GivenRecord, void, undefined> {
    const records = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        await this.#acknowledgements.whenRoom();
        const { value: record, done } = (await records.next()) as IteratorResult<KafkaRecord, undefined>; // the stream is declared to give anything
        if (done === true) throw new Error("the stream of records has ended");
        yield { record, ack: this.#acknowledgements.give(record.partition, record.offset) };
        this.#options.signal?.throwIfAborted();
      }
    } finally {
      stream.destroy();
    }
  }

  /** The partitions were given out anew: what is in flight of the old ones comes again, to whoever has them now. */
  #onJoin(): void {
    this.#generation += 1;
    this.#stream?.destroy();
    this.#acknowledgements.forget();
    this.#rejoined.resolve();
    this.#rejoined = Promise.withResolvers<void>();
  }

  /** Ends whatever waits for this member. */
  #break(error: Error): void {
    this.#broken.reject(error);
    this.#stream?.destroy(error);
    this.#acknowledgements.release();
  }

  async #commit(positions: ReadonlyMap<number, bigint>): Promise<void> {
    const { topic, brokers } = this.#plan;
    const offsets = [...positions].map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 }));
    try {
      await this.#consumer.commit({ offsets });
    } catch (error) {
      if (LOST_MEMBERSHIP.has(apiIdOf(error) ?? "")) return; // it comes again, as after a crash
      throw brokerUnavailable(`acknowledge to topic ${topic} at ${brokers.join(", ")}`, error);
    }
  }

  async #close(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#consumer.close(true);
        return;
      } catch (error) {
        if (attempt === 3) { this.#plan.limits.onError(error); return; }
        await pause(500);
      }
    }
  }

  /** Waits as long as the membership holds. Not for single records: a race leaves something behind at what outlasts it. */
  async #within<Result>(promise: Promise<Result>): Promise<Result> {
    return await Promise.race([unheard(promise), this.#broken.promise]);
  }
}
