import type { TransportEntry } from "../event-transport.js";
import type { RedisClient } from "./load-redis.js";
import type { RedisStreamPlan } from "./redis-options.js";
import { streamFields } from "./stream-message.js";

/** Adds entries to the stream in one transaction, all or none, sent without waiting for single answers; then removes what is too old. */
export async function addToStream(client: RedisClient, plan: RedisStreamPlan, entries: readonly TransportEntry[]): Promise<void> {
  const { stream, maxLength, maxAgeMs } = plan;
  const transaction = client.multi();
  for (const entry of entries) transaction.xAdd(stream, "*", streamFields(entry));
  if (maxLength !== null) transaction.xTrim(stream, "MAXLEN", maxLength, { strategyModifier: "~" });
  if (maxAgeMs !== null) transaction.xTrim(stream, "MINID", (await serverMs(client)) - maxAgeMs, { strategyModifier: "~" });
  await transaction.exec();
}

/** Milliseconds on the server's clock, which the ids of a stream are made of. */
async function serverMs(client: RedisClient): Promise<number> {
  const [seconds, microseconds] = await client.time();
  return Number(seconds) * 1_000 + Math.trunc(Number(microseconds) / 1_000);
}
