import type { RedisClientOptions } from "redis";
import { consumerLimits, type ConsumerLimits, type ConsumerOptions, requireInteger, requireText } from "../consumer-options.js";

/** How to reach a Redis server. */
export interface RedisOptions {
  /** `redis[s]://[user[:password]@]host[:port][/database]`. */
  readonly url: string;
  /** How the transport is called in errors and figures. @default "redis" */
  readonly name?: string;
  /** Passed on to the package `redis`: TLS, credentials. What concerns reconnecting and queues is set by this package. */
  readonly client?: Omit<RedisClientOptions, "url" | "RESP" | "disableOfflineQueue">;
}

/** How to use a stream of Redis. */
export interface RedisStreamOptions extends RedisOptions, ConsumerOptions {
  /** The key of the stream. @default "sluice:events" */
  readonly stream?: string;
  /**
   * How many events the stream keeps, about; older ones are removed, read or not. `null` keeps all, until the memory of the server
   * is full and publishing fails. An integer >= 1000. @default 1_000_000
   */
  readonly maxLength?: number | null;
  /** Removes events that were published longer ago than this, in milliseconds of the server's clock, about. @default none are */
  readonly maxAgeMs?: number;
  /** A consumer of which nothing was heard for so long is dead: others of its group get what it has not acknowledged. @default 60_000 */
  readonly takeOverAfterMs?: number;
}

/** {@link RedisOptions}, checked. */
export interface RedisPlan {
  readonly url: string;
  readonly name: string;
  /** Host and port, without credentials. */
  readonly where: string;
  readonly client: NonNullable<RedisOptions["client"]>;
}

/** {@link RedisStreamOptions}, checked. */
export interface RedisStreamPlan extends RedisPlan {
  readonly stream: string;
  readonly maxLength: number | null;
  readonly maxAgeMs: number | null;
  readonly takeOverAfterMs: number;
  readonly limits: ConsumerLimits;
}

/** @throws {TypeError} If an option is of the wrong type; the message holds no part of the URL. */
export function redisPlan({ url, name = "redis", client = {} }: RedisOptions): RedisPlan {
  const parsed = URL.parse(requireText("url", url));
  if (parsed === null || !["redis:", "rediss:"].includes(parsed.protocol)) throw new TypeError("Cannot use a broker: url must be redis[s]://[user[:password]@]host[:port][/database], received another text");
  return { url, name: requireText("name", name), where: parsed.host, client };
}

/** @throws {TypeError | RangeError} If an option makes no sense. */
export function redisStreamPlan(options: RedisStreamOptions): RedisStreamPlan {
  const { stream = "sluice:events", maxLength = 1_000_000, maxAgeMs = null, takeOverAfterMs = 60_000 } = options;
  const longest = { min: 1_000, max: 2 ** 31 - 1 };
  if (maxLength !== null) requireInteger("maxLength", maxLength, { min: 1_000, max: Number.MAX_SAFE_INTEGER });
  if (maxAgeMs !== null) requireInteger("maxAgeMs", maxAgeMs, { min: 1, max: Number.MAX_SAFE_INTEGER });
  requireInteger("takeOverAfterMs", takeOverAfterMs, longest);
  return { ...redisPlan(options), stream: requireText("stream", stream), maxLength, maxAgeMs, takeOverAfterMs, limits: consumerLimits(options) };
}
