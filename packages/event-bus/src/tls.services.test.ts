import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import type { RedisStreamOptions } from "./redis/redis-options.js";
import { redisPubSub } from "./redis/redis-pub-sub.js";
import { redisTransport } from "./redis/redis-transport.js";
import { kafkaTransport } from "./kafka.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { openedTopic } from "./__fixtures__/kafka-topic.js";
import { sampleEvents } from "./__fixtures__/sample-events.js";
import { serviceAddress } from "./__fixtures__/service-address.js";
import { entriesFrom, takeEntries } from "./__fixtures__/take-entries.js";

const never = new AbortController().signal;
const caOf = (variable: "SLUICE_TEST_REDIS_CA" | "SLUICE_TEST_KAFKA_CA"): string => readFileSync(serviceAddress(variable), "utf8");

function redisOptions(client: RedisStreamOptions["client"] = {}): RedisStreamOptions {
  return { url: serviceAddress("SLUICE_TEST_REDIS_TLS_URL"), stream: `test:${randomBytes(6).toString("hex")}`, client };
}

test("Redis is spoken to in TLS, both ways, where its certificate is trusted", async () => {
  const options = redisOptions({ socket: { tls: true, ca: caOf("SLUICE_TEST_REDIS_CA") } });
  await using transport = await redisTransport(options);
  await transport.publish(entriesFrom(sampleEvents(20)), { signal: never });
  const taken = await takeEntries(transport, { count: 20 });
  expect(taken.map(({ event }) => event)).toEqual(sampleEvents(20));
});

test("a Redis whose certificate nobody vouches for gets nothing", async () => {
  await using transport = await redisTransport(redisOptions());
  const error = await errorWithCode(transport.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect([error.message, error.retryable]).toEqual([expect.stringMatching(/self-signed certificate/), true]);
});

test("a certificate that is of another host is refused", async () => {
  const ca = caOf("SLUICE_TEST_REDIS_CA");
  await using transport = await redisTransport(redisOptions({ socket: { tls: true, ca, servername: "elsewhere.example.org" } }));
  const error = await errorWithCode(transport.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toContain("elsewhere.example.org");
});

test("Pub/Sub of Redis is spoken to in TLS, too", async () => {
  const { url, client } = redisOptions({ socket: { tls: true, ca: caOf("SLUICE_TEST_REDIS_CA") } });
  await using pubSub = await redisPubSub({ url, channel: randomBytes(6).toString("hex"), ...(client === undefined ? {} : { client }) });
  await pubSub.publish(entriesFrom(sampleEvents(1)), { signal: never });
});

test("Kafka is spoken to in TLS with a login, both ways, where its certificate is trusted, and gets nothing where it is not", async () => {
  const topic = await openedTopic();
  const sasl = { mechanism: "PLAIN", username: "sluice", password: serviceAddress("SLUICE_TEST_KAFKA_PASSWORD") } as const;
  const connect = async (tls: object) => {
    const transport = await kafkaTransport({ brokers: [serviceAddress("SLUICE_TEST_KAFKA_TLS_BROKERS")], topic: topic.topic, sessionTimeoutMs: 6_000, client: { tls, sasl } });
    onTestFinished(async () => await transport[Symbol.asyncDispose]());
    return transport;
  };
  const trusting = await connect({ ca: caOf("SLUICE_TEST_KAFKA_CA") });
  await trusting.publish(entriesFrom(sampleEvents(20)), { signal: never });
  const taken = await takeEntries(trusting, { count: 20, group: `g-${topic.topic}` });
  expect(taken.map(({ event }) => event)).toEqual(sampleEvents(20));
  const wary = await connect({});
  const error = await errorWithCode(wary.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toMatch(/self-signed certificate/);
  expect((await topic.received()).length).toBe(20);
});
