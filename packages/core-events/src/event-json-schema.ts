import * as z from "zod";
import { eventSchemas } from "./pipeline-event.js";

/**
 * The JSON Schema (draft 2020-12) of all events, as a `oneOf` told apart by `type`. Each is under `$defs` by its type, beside the
 * values that several share.
 *
 * @example
 * ```ts
 * await writeFile("events.schema.json", JSON.stringify(eventJsonSchema(), null, 2));
 * ```
 */
export function eventJsonSchema(): Record<string, unknown> {
  const shared: Record<string, unknown> = {};
  const definitions = Object.fromEntries(Object.entries(eventSchemas).map(([type, schema]) => [type, definition(schema, shared)]));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "PipelineEvent",
    oneOf: Object.keys(definitions).map((type) => ({ $ref: `#/$defs/${type}` })),
    $defs: { ...definitions, ...shared },
  };
}

/** One event's schema; what it shares with others goes to `shared`, where its references already point. */
function definition(schema: z.ZodType, shared: Record<string, unknown>): Record<string, unknown> {
  const { $schema: _dialect, $defs, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  for (const [name, { id: _id, ...part }] of Object.entries($defs ?? {})) shared[name] = part;
  return rest;
}
