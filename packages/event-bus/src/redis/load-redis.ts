import { optionalPeer } from "@sluice/core-events";
import type { createClient } from "redis";

/** What is used of the package `redis`. */
export interface RedisModule {
  readonly createClient: typeof createClient;
}

/** A connection of the package `redis`. */
export type RedisClient = ReturnType<RedisModule["createClient"]>;

/** The package `redis`, loaded when it is used. @throws {SluiceError} `DEPENDENCY_MISSING` if it is not installed. */
export async function loadRedis(): Promise<RedisModule> {
  return await optionalPeer("redis", async () => await import("redis"), "use Redis");
}
