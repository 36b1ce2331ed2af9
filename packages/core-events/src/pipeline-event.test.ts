import { describe, expect, test } from "vitest";
import { EVENT_TYPES, eventSchemas, type EventType } from "./pipeline-event.js";
import { sampleEvent } from "./testing/sample-events.js";

/** One broken field of every type. */
const broken: Record<EventType, Record<string, unknown>> = {
  RunStarted: { resumedFrom: { runId: "r0", completed: -1, failed: 0 } },
  RunCompleted: { stats: {} },
  RunFailed: { reason: null },
  DocumentStarted: { docId: null },
  DocumentCompleted: { document: { docId: "" } },
  DocumentFailed: { retryCount: -1 },
  BatchProgress: { etaSeconds: NaN },
  AdapterStateChange: { newState: "running" },
  AdapterRetry: { attempt: 0 },
  AdapterEvent: { payload: undefined },
  ValidationCheckpoint: { successRate: 1.1 },
  ValidationWarning: { threshold: -0.1 },
  StageStarted: { attempt: 0 },
  StageCompleted: { outputCount: 0.5 },
  StageFailed: { errorType: 7 },
  StageRetrying: { backoffMs: -1 },
  GateWaiting: { timeoutMs: Infinity },
  GateOpened: { gate: null },
  GateTimedOut: { waitedMs: "long" },
  CircuitStateChange: { newState: "ajar" },
};

describe.each(EVENT_TYPES)("the schema of %s", (type) => {
  test("accepts an event of the factory as it is", () => {
    const event = sampleEvent(type);
    expect(eventSchemas[type].parse(event)).toEqual(event);
  });

  test("accepts it again after JSON", () => {
    const event = sampleEvent(type);
    expect(eventSchemas[type].parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  test("refuses it without any one of its required fields", () => {
    const event = sampleEvent(type);
    for (const field of Object.keys(event)) {
      const { [field]: _, ...rest } = event as Record<string, unknown>;
      expect(eventSchemas[type].safeParse(rest).success, `without ${field}`).toBe(false);
    }
  });

  test("refuses a value out of range", () => {
    expect(eventSchemas[type].safeParse({ ...sampleEvent(type), ...broken[type] }).success).toBe(false);
  });

  test.each([{ version: 2 }, { sequence: 0 }, { sequence: 1.5 }, { timestamp: "now" }, { runId: "" }, { pipelineId: "" }, { type: "Other" }])(
    "refuses the common fields %j",
    (fields) => expect(eventSchemas[type].safeParse({ ...sampleEvent(type), ...fields }).success).toBe(false),
  );
});

test("every schema is kept under the name of its own type", () => {
  for (const type of EVENT_TYPES) expect(eventSchemas[type].shape.type.value).toBe(type);
});
