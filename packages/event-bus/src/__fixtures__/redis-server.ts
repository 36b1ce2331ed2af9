import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { createClient } from "redis";
import type { TransportEntry } from "../event-transport.js";
import { readStreamFields } from "../redis/stream-message.js";
import { type RedisClient } from "../redis/load-redis.js";
import type { RedisStreamOptions } from "../redis/redis-options.js";
import type { ConsumingTransport } from "../consuming-transport.js";
import { redisTransport } from "../redis/redis-transport.js";
import { serviceAddress } from "./service-address.js";

/** A stream of its own on a real server, with a transport to it and another client beside it. */
export interface StreamUnderTest {
  readonly transport: ConsumingTransport;
  readonly other: RedisClient;
  readonly stream: string;
  /** A second transport to the same stream. */
  readonly another: (options?: Partial<RedisStreamOptions>) => Promise<ConsumingTransport>;
  readonly received: () => Promise<TransportEntry[]>;
}

export async function openedStream(options: Partial<RedisStreamOptions> = {}, url = serviceAddress("SLUICE_TEST_REDIS_URL")): Promise<StreamUnderTest> {
  const stream = `test:${randomBytes(6).toString("hex")}`;
  const other = createClient({ url, socket: { reconnectStrategy: 50 } });
  other.on("error", () => undefined); // the server of a test may be down
  await other.connect();
  onTestFinished(() => other.destroy());
  const another = async (more: Partial<RedisStreamOptions> = {}): Promise<ConsumingTransport> => {
    const transport = await redisTransport({ url, stream, ...options, ...more });
    onTestFinished(async () => await transport[Symbol.asyncDispose]());
    return transport;
  };
  const received = async (): Promise<TransportEntry[]> => ((await other.xRange(stream, "-", "+")) ?? []).map(({ message }) => readStreamFields(message));
  return { transport: await another(), other: other as unknown as RedisClient, stream, another, received }; // the options of the two differ in type alone
}
