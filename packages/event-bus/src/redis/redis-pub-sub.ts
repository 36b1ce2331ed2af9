import type { EventBus } from "../event-bus.js";
import type { EventTransport, TransportEntry } from "../event-transport.js";
import { backoffMs } from "../backoff.js";
import { type ConsumerOptions, consumerLimits, type ConsumerLimits, passOver, RECONNECT, requireText } from "../consumer-options.js";
import { pause } from "../pause.js";
import { untilAborted } from "../until-aborted.js";
import { loadRedis, type RedisClient, type RedisModule } from "./load-redis.js";
import { RedisConnection } from "./redis-connection.js";
import { type RedisOptions, type RedisPlan, redisPlan } from "./redis-options.js";
import { readStreamFields, streamFields } from "./stream-message.js";

/** How to use Pub/Sub of Redis. */
export interface RedisPubSubOptions extends RedisOptions, Pick<ConsumerOptions, "onError" | "onUnreadable"> {
  /** @default "sluice:events" */
  readonly channel?: string;
}

/** Fire and forget: who does not listen at that moment never gets an event. */
export interface RedisPubSub extends EventTransport {
  /**
   * Hands what comes in to the subscribers of a bus, where slow ones lose events by their own policy, counted. Events that are
   * published while the connection is down are lost. Rejects with the signal's reason; it never resolves.
   */
  listen(bus: EventBus, options: { readonly signal: AbortSignal }): Promise<never>;
}

/**
 * Events through Pub/Sub of Redis: fire and forget. `publish` resolves when Redis has taken the entries, whether anybody listens or
 * not; there are no groups, no acknowledgements and no replay. For dashboards, not for anything that must not miss an event.
 *
 * @throws {TypeError} If an option is of the wrong type. @throws {SluiceError} `DEPENDENCY_MISSING`.
 */
export async function redisPubSub(options: RedisPubSubOptions): Promise<RedisPubSub> {
  const plan = redisPlan(options);
  const channel = requireText("channel", options.channel ?? "sluice:events");
  return new PubSub(await loadRedis(), { plan, channel, limits: consumerLimits(options) });
}

interface PubSubParts {
  readonly plan: RedisPlan;
  readonly channel: string;
  readonly limits: ConsumerLimits;
}

class PubSub implements RedisPubSub {
  readonly name: string;
  readonly #module: RedisModule;
  readonly #parts: PubSubParts;
  readonly #connection: RedisConnection;

  constructor(module: RedisModule, parts: PubSubParts) {
    this.name = parts.plan.name;
    this.#module = module;
    this.#parts = parts;
    this.#connection = new RedisConnection(module, parts.plan);
  }

  async publish(entries: readonly TransportEntry[], { signal }: { readonly signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    if (entries.length === 0) return;
    const { channel } = this.#parts;
    const send = async (client: RedisClient): Promise<unknown> => await Promise.all(entries.map((entry) => client.publish(channel, JSON.stringify(streamFields(entry)))));
    await this.#connection.use("publish to Redis", send, signal);
  }

  async listen(bus: EventBus, { signal }: { readonly signal: AbortSignal }): Promise<never> {
    const { limits, plan } = this.#parts;
    await using connection = new RedisConnection(this.#module, plan);
    for (let attempts = 1; ; attempts += 1) {
      try {
        await connection.use("listen to Redis", async (client) => { attempts = 1; await this.#hear(client, bus); }, signal);
      } catch (error) {
        signal.throwIfAborted();
        limits.onError(error);
      }
      await pause(backoffMs(RECONNECT, attempts), signal);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection[Symbol.asyncDispose]();
  }

  /** Subscribes, and rejects when the connection has ended. */
  async #hear(client: RedisClient, bus: EventBus): Promise<never> {
    const ended = Promise.withResolvers<never>();
    client.once("error", (error: unknown) => ended.reject(error));
    client.once("end", () => ended.reject(new Error("the connection has ended")));
    await client.subscribe(this.#parts.channel, (text) => this.#deliver(text, bus));
    return await untilAborted(ended.promise, undefined);
  }

  #deliver(text: string, bus: EventBus): void {
    let entry: TransportEntry;
    try {
      entry = readStreamFields(fieldsOf(text));
    } catch (error) {
      try {
        passOver(error, this.#parts.limits);
      } catch (unread) {
        this.#parts.limits.onError(unread);
      }
      return;
    }
    void bus.deliver({ ...entry, replayed: false, missed: 0 }); // the bus reports what goes wrong
  }
}

function fieldsOf(text: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null; // told by who reads the fields
  }
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === "string"));
}
