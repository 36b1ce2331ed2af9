import { expect, test } from "vitest";
import { addFields, applyTransformer, compose, type EventTransformer } from "./event-transformers.js";
import { sampleEvent } from "./testing/sample-events.js";

const failed = () => sampleEvent("DocumentFailed");

test("fields are added, and those the event has are kept", () => {
  const event = applyTransformer(addFields({ team: "herbarium", error: "other", type: "Other", sequence: 99 }), failed());
  expect(event).toEqual({ ...failed(), team: "herbarium" });
});

test("transformers are composed from left to right", () => {
  const tag = (letter: string): EventTransformer => (event) => ({ ...event, tags: `${(event as { tags?: string }).tags ?? ""}${letter}` });
  expect(applyTransformer(compose(tag("a"), tag("b"), tag("c")), failed())).toMatchObject({ tags: "abc" });
});

test("a composition of nothing gives the same event", () => {
  const event = failed();
  expect(applyTransformer(compose(), event)).toBe(event);
});

test("a write to the event throws and changes nothing", () => {
  const event = failed();
  const write: EventTransformer = (given) => Object.assign(given, { error: "other" });
  expect(() => applyTransformer(write, event)).toThrow(TypeError);
  expect(event).toEqual(failed());
});

test("a write to the document of the event throws", () => {
  const write: EventTransformer = (given) => {
    if (given.type === "DocumentCompleted") Object.assign(given.document, { text: "other" });
    return given;
  };
  expect(() => applyTransformer(write, sampleEvent("DocumentCompleted"))).toThrow(TypeError);
});

test.each([
  ["another type", { ...failed(), type: "DocumentStarted" }, "another event"],
  ["another sequence", { ...failed(), sequence: 2 }, "another event"],
  ["another run", { ...failed(), runId: "r2" }, "another event"],
  ["nothing", undefined, "undefined"],
  ["null", null, "null"],
  ["a string", "event", "string"],
  ["a promise", Promise.resolve(failed()), "another event"],
])("a transformer that returns %s is refused", (_, result, received) => {
  const transformer = (() => result) as unknown as EventTransformer; // what plain JavaScript may do
  expect(() => applyTransformer(transformer, failed())).toThrow(
    new TypeError(`Cannot transform DocumentFailed: the transformer must return the event with fields added, received ${received}`),
  );
});

test("what a transformer throws comes through", () => {
  const error = new Error("no");
  expect(() => applyTransformer(() => { throw error; }, failed())).toThrow(error);
});
