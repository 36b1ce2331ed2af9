import * as z from "zod";
import { eventSchemas } from "./pipeline-event.js";

/**
 * The JSON Schema (draft 2020-12) of all events, as a `oneOf` told apart by `type`, each also under `$defs`.
 *
 * @example
 * ```ts
 * await writeFile("events.schema.json", JSON.stringify(eventJsonSchema(), null, 2));
 * ```
 */
export function eventJsonSchema(): Record<string, unknown> {
  const definitions = Object.fromEntries(
    Object.entries(eventSchemas).map(([type, schema]) => [type, definition(schema)]),
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "PipelineEvent",
    oneOf: Object.keys(definitions).map((type) => ({ $ref: `#/$defs/${type}` })),
    $defs: definitions,
  };
}

function definition(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}
