import { expect, test } from "vitest";
import type { Document } from "./document.js";
import { addFields, applyTransformer, compose, type EventTransformer } from "./event-transformers.js";
import { sampleEvent } from "./testing/sample-events.js";
import { sampleFields } from "./testing/sample-fields.js";

const failed = () => sampleEvent("DocumentFailed");
const sampleDocument = (): Document => structuredClone(sampleFields.DocumentCompleted.document);

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

test.each<[string, (document: Document) => void]>([
  ["its text", (document) => Object.assign(document, { text: "other" })],
  ["its metadata", ({ metadata }) => Object.assign(metadata, { n: 2 })],
  ["a list deep in its metadata", ({ metadata }) => (metadata["tags"] as string[]).push("b")],
  ["its record", ({ raw }) => Object.assign((raw as { dwc: object }).dwc, { country: "other" })],
])("a write to the document of the event throws: %s", (_, write) => {
  const document = { ...sampleDocument(), metadata: { n: 1, tags: ["a"] }, raw: { dwc: { country: "Canada" } } };
  const event = sampleEvent("DocumentCompleted", { document });
  const transformer: EventTransformer = (given) => {
    if (given.type === "DocumentCompleted") write(given.document);
    return given;
  };
  expect(() => applyTransformer(transformer, event)).toThrow(TypeError);
  expect(event.document).toEqual({ ...sampleDocument(), metadata: { n: 1, tags: ["a"] }, raw: { dwc: { country: "Canada" } } });
});

test("a write to the parameters of the run throws, however deep", () => {
  const event = sampleEvent("DocumentStarted", { parameters: { filter: { country: ["CA"] } } });
  const write: EventTransformer = (given) => {
    if (given.type === "DocumentStarted") (given.parameters["filter"] as { country: string[] }).country.push("US");
    return given;
  };
  expect(() => applyTransformer(write, event)).toThrow(TypeError);
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
