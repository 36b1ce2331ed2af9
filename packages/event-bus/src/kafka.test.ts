import { expect, test, vi } from "vitest";
import { kafkaTransport } from "./kafka.js";
import { kafkaMessage, readKafkaMessage } from "./kafka/kafka-message.js";
import { requestBatches } from "./kafka/request-batches.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { sampleEvent, sampleEvents } from "./__fixtures__/sample-events.js";
import { silentServer } from "./__fixtures__/silent-server.js";
import { entriesFrom } from "./__fixtures__/take-entries.js";
import { withoutPeers } from "./__fixtures__/without-peers.js";

const brokers = ["127.0.0.1:1"];
const never = new AbortController().signal;

test.each([
  [{ brokers: [] }, "brokers must be a list of host:port"],
  [{ brokers: ["kafka"] }, "brokers must be a list of host:port"],
  [{ brokers, topic: "a b" }, "topic must be 1 to 249 ASCII letters"],
  [{ brokers, mode: "json" }, "mode must be one of binary, structured"],
  [{ brokers, compression: "snappy" }, "compression must be one of none, gzip, zstd"],
  [{ brokers, source: "" }, "source must be a non-empty string"],
  [{ brokers, maxRequestBytes: 0 }, "maxRequestBytes must be an integer from 1"],
  [{ brokers, sessionTimeoutMs: 1 }, "sessionTimeoutMs must be an integer from 1000"],
])("kafkaTransport(%j) is refused", async (options, message) => {
  await expect(kafkaTransport(options as never)).rejects.toThrow(`Cannot use a broker: ${message}`);
});

test.each(["binary", "structured"] as const)("a %s message holds an entry, and gives it back", (mode) => {
  for (const entry of [{ event: sampleEvent(3), offset: 7 }, { event: sampleEvent(10), offset: null }]) {
    const message = kafkaMessage(entry, { source: "/s", mode });
    expect(String(message.key)).toBe("r1");
    expect(readKafkaMessage(message)).toEqual(entry);
  }
});

test("an event of no run has no key, and comes back", () => {
  const entry = { event: { type: "Note", version: 1, text: "line\nfeed \ud800 ä" }, offset: 1 };
  const message = kafkaMessage(entry, { source: "/s", mode: "binary" });
  expect(message.key).toBeUndefined();
  expect(readKafkaMessage(message)).toEqual(entry);
});

test.each([
  ["nothing", { value: null, headers: new Map() }],
  ["a body without an envelope", { value: Buffer.from('{"type":"A"}'), headers: new Map() }],
  ["an offset that is none", { ...kafkaMessage({ event: sampleEvent(1), offset: null }, { source: "/s", mode: "binary" }), offset: "x" }],
])("%s is no event", async (title, message) => {
  const headers = new Map(message.headers as ReadonlyMap<Buffer, Buffer>);
  if (title.startsWith("an offset")) headers.set(Buffer.from("ce_sluiceoffset"), Buffer.from("x"));
  await errorWithCode((async () => readKafkaMessage({ value: message.value, headers }))(), "EVENT_INVALID");
});

test("messages are cut into requests by bytes, in order, and a large one goes alone", () => {
  const message = (bytes: number) => ({ key: undefined, value: Buffer.alloc(bytes), headers: new Map<Buffer, Buffer>() });
  const sizes = [400, 400, 400, 5_000, 10];
  expect([...requestBatches(sizes.map(message), 1_000)].map((batch) => batch.map(({ value }) => value.length))).toEqual([[400, 400], [400], [5_000], [10]]);
  expect([...requestBatches([], 1_000)]).toEqual([]);
});

test("where nobody listens publish() fails within seconds, naming the address", async () => {
  await using transport = await kafkaTransport({ brokers });
  const error = await errorWithCode(transport.publish(entriesFrom(sampleEvents(1)), { signal: never }), "BROKER_UNAVAILABLE");
  expect(error.message).toBe("Cannot publish to topic orchestration.events.v1 at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1");
});

test("P6 a broker that never answers is given up with the signal, and its connection with it", async () => {
  const server = await silentServer();
  await using transport = await kafkaTransport({ brokers: [`127.0.0.1:${server.port}`] });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const signal = AbortSignal.timeout(100);
    await expect(transport.publish(entriesFrom(sampleEvents(1)), { signal })).rejects.toThrow("timeout");
  }
  await vi.waitFor(() => expect(server.connections.size).toBe(0), 5_000);
});

test("with the option tls brokers are spoken to in TLS", async () => {
  const server = await silentServer();
  await using transport = await kafkaTransport({ brokers: [`127.0.0.1:${server.port}`], client: { tls: {} } });
  await expect(transport.publish(entriesFrom(sampleEvents(1)), { signal: AbortSignal.timeout(300) })).rejects.toThrow("timeout");
  expect(server.firstBytes[0]).toBe(22);
});

test("a consumer rethrows the reason of its signal while it cannot connect, and tells each failure", async () => {
  const errors: unknown[] = [];
  await using transport = await kafkaTransport({ brokers, onError: (error) => errors.push(error) });
  const signal = AbortSignal.timeout(2_000);
  const consuming = (async () => {
    for await (const _ of transport.consume({ group: "g", consumer: "c", signal }));
  })();
  await expect(consuming).rejects.toThrow("timeout");
  expect(errors.length).toBeGreaterThan(0);
});

test("a consumer of a broker that never answers ends with its signal, and its connections with it", async () => {
  const server = await silentServer();
  await using transport = await kafkaTransport({ brokers: [`127.0.0.1:${server.port}`], onError: () => undefined });
  const begun = performance.now();
  const consuming = (async () => {
    for await (const _ of transport.consume({ group: "g", consumer: "c", signal: AbortSignal.timeout(300) }));
  })();
  await expect(consuming).rejects.toThrow("timeout");
  expect(performance.now() - begun).toBeLessThan(6_500);
  await vi.waitFor(() => expect(server.connections.size).toBe(0), 5_000);
});

test.each(["module", "commonjs"] as const)("without its package the subpath is imported as %s, and its use names what to install", async (type) => {
  const message = "Cannot use Kafka: expected the optional package @platformatic/kafka, received none; run npm install @platformatic/kafka";
  expect(await withoutPeers({ type, subpath: "kafka", call: 'kafkaTransport({ brokers: ["h:1"] })' })).toEqual({ code: "DEPENDENCY_MISSING", message });
});
