import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { eventJsonSchema } from "./event-json-schema.js";
import { parseEvent } from "./parse-event.js";
import { EVENT_TYPES } from "./pipeline-event.js";
import { sampleEvents } from "./testing/sample-events.js";

const directory = new URL("./", import.meta.url);
const definitions = eventJsonSchema()["$defs"] as Record<string, z.core.JSONSchema.JSONSchema>;

/** The examples in the docstrings of the `*-events.ts` files. */
const examples = readdirSync(directory)
  .filter((name) => name.endsWith("-events.ts"))
  .flatMap((name) => [...readFileSync(new URL(name, directory), "utf8").matchAll(/```json\n([\s\S]*?)```/g)])
  .map(([, fence = ""]) => JSON.parse(fence.replaceAll(/^ *\* ?/gm, "")) as { type: string; [field: string]: unknown });

function accepts(event: { readonly type: string }): boolean {
  return z.fromJSONSchema({ ...eventJsonSchema(), oneOf: [{ $ref: `#/$defs/${event.type}` }] }).safeParse(event).success;
}

test("it has every type, in `oneOf` and under `$defs`", () => {
  expect(Object.keys(definitions)).toEqual([...EVENT_TYPES, "JsonValue"]);
  expect(eventJsonSchema()["oneOf"]).toEqual(EVENT_TYPES.map((type) => ({ $ref: `#/$defs/${type}` })));
});

test("it is plain JSON, and says its dialect once", () => {
  const schema = eventJsonSchema();
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  expect(JSON.stringify(schema).match(/\$schema/g)).toHaveLength(1);
});

test("each type is fixed by a constant, so that `oneOf` has one match", () => {
  for (const type of EVENT_TYPES) expect(definitions[type]).toMatchObject({ properties: { type: { const: type } } });
});

test("it accepts an event of the factory of every type", () => {
  for (const event of sampleEvents()) expect(accepts(event), event.type).toBe(true);
});

test("it refuses an event without its common fields", () => {
  for (const { runId: _, ...event } of sampleEvents()) expect(accepts(event), event.type).toBe(false);
});

test("the docstrings have one example of every type", () => {
  expect(examples.map(({ type }) => type).sort()).toEqual([...EVENT_TYPES].sort());
});

describe.each(examples)("the docstring's example of $type", (example) => {
  test("is a known event", () => expect(parseEvent(example)).toEqual({ known: true, event: example }));
  test("fits the JSON Schema", () => expect(accepts(example)).toBe(true));
});

test("every reference inside the schema leads somewhere", () => {
  const schema = eventJsonSchema();
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
  const resolve = (reference: string): unknown =>
    reference.split("/").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], schema);
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
});
