import type { ConsumingTransport } from "../consuming-transport.js";
import type { ConsumeOptions, ReceivedEntry, TransportEntry } from "../event-transport.js";
import { consumeStream } from "./consume-stream.js";
import { loadRedis, type RedisModule } from "./load-redis.js";
import { RedisConnection } from "./redis-connection.js";
import { type RedisStreamOptions, type RedisStreamPlan, redisStreamPlan } from "./redis-options.js";
import { addToStream } from "./stream-publisher.js";

/**
 * Events through a stream of Redis 7.0 or later. Uses the package `redis`, which has to be installed beside this one.
 *
 * `publish` resolves when Redis has the entries of the call, all or none of them; how much a crash of the server takes back is
 * set there (`appendfsync`). Groups share the events of a stream. What a consumer has not acknowledged comes again: to itself
 * when it is back under its name, to others of the group when nothing was heard of it for `takeOverAfterMs`. At least once;
 * `runId` and `sequence` of an event, or the offset of an entry, tell what comes twice.
 *
 * It connects with the first call, and again whenever the connection has broken.
 *
 * @throws {TypeError | RangeError} If an option makes no sense. @throws {SluiceError} `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * await using transport = await redisTransport({ url: "redis://redis.example.org", stream: "ingest:events" });
 * await using forwarder = forward(log, transport);
 * ```
 */
export async function redisTransport(options: RedisStreamOptions): Promise<ConsumingTransport> {
  const plan = redisStreamPlan(options);
  return new RedisTransport(await loadRedis(), plan);
}

class RedisTransport implements ConsumingTransport {
  readonly name: string;
  readonly #module: RedisModule;
  readonly #plan: RedisStreamPlan;
  readonly #connection: RedisConnection;

  constructor(module: RedisModule, plan: RedisStreamPlan) {
    this.name = plan.name;
    this.#module = module;
    this.#plan = plan;
    this.#connection = new RedisConnection(module, plan);
  }

  async publish(entries: readonly TransportEntry[], { signal }: { readonly signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    if (entries.length === 0) return;
    await this.#connection.use("publish to Redis", async (client) => await addToStream(client, this.#plan, entries), signal);
  }

  consume(options: ConsumeOptions): AsyncIterable<ReceivedEntry> {
    const reading = new RedisConnection(this.#module, this.#plan);
    return consumeStream({ plan: this.#plan, reading, telling: this.#connection }, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection[Symbol.asyncDispose]();
  }
}
