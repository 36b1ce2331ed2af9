import type { PipelineEvent } from "@sluice/core-events";
import { describe, expect, test } from "vitest";
import { toCloudEvent } from "./cloud-event.js";
import { binaryMessage, readCloudEvent, structuredMessage } from "./cloud-event-message.js";
import { errorWithCode } from "./__fixtures__/error-with-code.js";
import { pageEvent, sampleEvent } from "./__fixtures__/sample-events.js";

const envelope = { version: 1, sequence: 12, timestamp: 1_763_775_600_000, runId: "r1", pipelineId: "p1" } as const;
const stage = { ...envelope, stage: "embed", docId: "d1" };
const source = "/pipelines/p1";

test.each<[PipelineEvent, string]>([
  [{ ...stage, type: "StageStarted", attempt: 1 }, "sluice.stage.started"],
  [{ ...stage, type: "StageCompleted", durationMs: 12, outputCount: 40 }, "sluice.stage.completed"],
  [{ ...stage, type: "StageFailed", error: "no", errorType: "X", attempt: 3 }, "sluice.stage.failed"],
  [{ ...stage, type: "StageRetrying", attempt: 1, backoffMs: 500, cause: "HTTP 503" }, "sluice.stage.retrying"],
])("the life of a stage has its envelopes: $type", (event, type) => {
  expect(toCloudEvent(event, { source, offset: 7 })).toEqual({
    specversion: "1.0",
    id: "r1/12",
    source,
    type,
    subject: "d1",
    time: "2025-11-22T01:40:00.000Z",
    datacontenttype: "application/json",
    data: event,
    sequence: "0000000000000012",
    partitionkey: "r1",
    sluiceoffset: "7",
  });
});

test("attribute names are lower-case letters and digits, at most 20", () => {
  const event = { ...pageEvent(1), traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=b" };
  const names = Object.keys(toCloudEvent(event, { source, offset: 1 }));
  expect(names).toEqual(expect.arrayContaining(["traceparent", "tracestate"]));
  for (const name of names) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
});

test("the subject of a completed document is the document", () => expect(toCloudEvent(sampleEvent(1), { source }).subject).toBe("d1"));

test("an event without run and sequence gets the same id each time, and another gets another", () => {
  const id = (n: number): string => toCloudEvent({ type: "OrderPlaced", n }, { source }).id;
  expect(id(1)).toBe(id(1));
  expect(id(1)).not.toBe(id(2));
  expect(toCloudEvent({ type: "OrderPlaced", timestamp: Infinity }, { source })).not.toHaveProperty("time");
});

test("an empty source is refused", () => expect(() => toCloudEvent(sampleEvent(1), { source: "" })).toThrow(TypeError));

describe("messages", () => {
  const event = { ...pageEvent(1), runId: "läuft 100 % 🌿", payload: { text: "line\nfeed" } };
  const cloudEvent = toCloudEvent(event, { source: "/p?a=\"b\"", offset: 3 });

  test("structured mode is the envelope as JSON", () => {
    const message = structuredMessage(cloudEvent);
    expect(message.headers).toEqual({ "content-type": "application/cloudevents+json; charset=UTF-8" });
    expect(readCloudEvent(message)).toEqual(cloudEvent);
  });

  test("binary mode over HTTP has printable headers and the event as its body", () => {
    const message = binaryMessage(cloudEvent);
    expect(message.headers).toMatchObject({ "content-type": "application/json", "ce-id": "l%C3%A4uft%20100%20%25%20%F0%9F%8C%BF/1", "ce-specversion": "1.0" });
    for (const value of Object.values(message.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(message.body)).toEqual(event);
    expect(readCloudEvent(message)).toEqual(cloudEvent);
  });

  test("binary mode over Kafka has headers with an underscore", () => {
    const message = binaryMessage(cloudEvent, "kafka");
    expect(message.headers["ce_id"]).toBe("läuft 100 % 🌿/1");
    expect(readCloudEvent(message, "kafka")).toEqual(cloudEvent);
  });

  test.each([
    ["no JSON", { headers: {}, body: "{" }],
    ["no envelope", { headers: {}, body: "{}" }],
    ["another version", { headers: { "content-type": "application/cloudevents+json" }, body: '{"specversion":"0.3"}' }],
    ["no id", { headers: { "ce-specversion": "1.0", "ce-source": "s", "ce-type": "t" }, body: '{"type":"X"}' }],
    ["no event", { headers: { "ce-specversion": "1.0", "ce-id": "1", "ce-source": "s", "ce-type": "t" }, body: "[]" }],
    ["a bad escape", { headers: { "ce-specversion": "1.0", "ce-id": "%zz", "ce-source": "s", "ce-type": "t" }, body: '{"type":"X"}' }],
    ["nothing", { headers: { "content-type": "application/cloudevents+json" }, body: "null" }],
  ])("a message with %s is refused", async (_, message) => {
    await errorWithCode((async () => readCloudEvent(message))(), "EVENT_INVALID");
  });
});
