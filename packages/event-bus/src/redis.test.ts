import { expect, test, vi } from "vitest";
import { redisPubSub, redisTransport } from "./redis.js";
import { readStreamFields, streamFields } from "./redis/stream-message.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { withoutPeers } from "./__fixtures__/without-peers.js";
import { sampleEvent, sampleEvents } from "./__fixtures__/sample-events.js";
import { silentServer } from "./__fixtures__/silent-server.js";
import { entriesFrom } from "./__fixtures__/take-entries.js";

const url = "redis://user:p4ssw0rd@127.0.0.1:1";
const never = new AbortController().signal;

test.each([
  [{ url: "" }, "url must be a non-empty string, received an empty one"],
  [{ url: "http://user:p4ssw0rd@h" }, "url must be redis[s]://"],
  [{ url, stream: "" }, "stream must be a non-empty string"],
  [{ url, maxLength: 10 }, "maxLength must be an integer from 1000"],
  [{ url, maxAgeMs: 0.5 }, "maxAgeMs must be an integer from 1"],
  [{ url, takeOverAfterMs: 1 }, "takeOverAfterMs must be an integer from 1000"],
  [{ url, maxUnacknowledged: 0 }, "maxUnacknowledged must be an integer from 1"],
])("P9 redisTransport(%j) is refused, and gives no password away", async (options, message) => {
  const error: unknown = await redisTransport(options).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain("p4ssw0rd");
});

test("fields hold an entry, and give it back", () => {
  const entry = { event: sampleEvent(3), offset: 7 };
  expect(streamFields(entry)).toEqual({ id: "r1/3", type: "DocumentCompleted", offset: "7", event: JSON.stringify(entry.event) });
  expect(readStreamFields(streamFields(entry))).toEqual(entry);
  expect(readStreamFields(streamFields({ ...entry, offset: null }))).toEqual({ ...entry, offset: null });
});

test.each([{}, { event: "{" }, { event: "3" }, { event: '{"a":1}' }, { event: '{"type":"A"}', offset: "x" }])("the fields %j are no event", async (fields) => {
  await errorWithCode((async () => readStreamFields(fields))(), "EVENT_INVALID");
});

test("P9 where nobody listens publish() fails at once, naming the address and not the password", async () => {
  await using transport = await redisTransport({ url });
  const begun = performance.now();
  const error = await errorWithCode(transport.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toBe("Cannot publish to Redis at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1");
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(JSON.stringify([error.stack, error.context, String(error.cause)])).not.toContain("p4ssw0rd");
});

test("P6 a server that never answers is given up with the signal, and its connection with it", async () => {
  const server = await silentServer();
  await using transport = await redisTransport({ url: `redis://127.0.0.1:${server.port}` });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const signal = AbortSignal.timeout(100);
    await expect(transport.publish(entriesFrom(sampleEvents(1)), { signal })).rejects.toThrow("timeout");
  }
  await vi.waitFor(() => expect(server.connections.size).toBe(0));
});

test("an address that begins with rediss is spoken to in TLS", async () => {
  const server = await silentServer();
  await using transport = await redisTransport({ url: `rediss://127.0.0.1:${server.port}`, client: { socket: { tls: true, rejectUnauthorized: true } } });
  await expect(transport.publish(entriesFrom(sampleEvents(1)), { signal: AbortSignal.timeout(300) })).rejects.toThrow("timeout");
  expect(server.firstBytes).toEqual([22]);
});

test("options that the package refuses are refused at once", async () => {
  await expect(redisTransport({ url: "redis://h", client: { socket: { tls: true } } })).rejects.toThrow(TypeError);
});

test("a disposed transport takes nothing more", async () => {
  const transport = await redisTransport({ url });
  await transport[Symbol.asyncDispose]();
  await expect(transport.publish(entriesFrom(sampleEvents(1)), { signal: never })).rejects.toThrow(TypeError);
});

test("a consumer rethrows the reason of its signal while it cannot connect, and tells each failure", async () => {
  const errors: unknown[] = [];
  await using transport = await redisTransport({ url, onError: (error) => errors.push(error) });
  const signal = AbortSignal.timeout(600);
  const consuming = (async () => {
    for await (const _ of transport.consume({ group: "g", consumer: "c", signal }));
  })();
  await expect(consuming).rejects.toThrow("timeout");
  expect(errors.length).toBeGreaterThan(1);
});

test("Pub/Sub refuses an empty channel", async () => {
  await expect(redisPubSub({ url, channel: "" })).rejects.toThrow("channel must be a non-empty string");
});

test.each(["module", "commonjs"] as const)("without the package redis the subpath is imported as %s, and its use names what to install", async (type) => {
  const message = "Cannot use Redis: expected the optional package redis, received none; run npm install redis";
  expect(await withoutPeers({ type, subpath: "redis", call: 'redisTransport({ url: "redis://h" })' })).toEqual({ code: "DEPENDENCY_MISSING", message });
});
