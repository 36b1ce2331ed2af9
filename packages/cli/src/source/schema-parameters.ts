import type { AnyAdapter } from "@sluice/core-events";
import * as z from "zod";

/** One parameter of an adapter. */
export interface AdapterParameter {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
}

const propertySchema = z.looseObject({ description: z.string().optional(), type: z.unknown().optional() });
const objectSchema = z.object({ properties: z.record(z.string(), propertySchema).default({}), required: z.array(z.string()).default([]) });

/** The parameters of an adapter as its schema tells them; none where it has no schema, or one that names none. */
export function schemaParameters({ parameters: schema }: AnyAdapter): AdapterParameter[] {
  if (schema === undefined || !("_zod" in schema)) return []; // a schema of another make checks, but does not tell
  const { properties, required } = objectSchema.parse(z.toJSONSchema(objectIn(schema) ?? schema, { io: "input", unrepresentable: "any" }));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    isRequired: required.includes(name) && name !== QUERY,
    type: typeof property.type === "string" ? property.type : "any",
    description: property.description ?? (name === QUERY ? "every other parameter goes into the query by its own name" : ""),
    ...("default" in property ? { default: property["default"] } : {}),
  }));
}

/** Where adapters gather what they pass on. */
const QUERY = "query";

/** The object inside a schema that first sorts, or later completes, what it is given. */
function objectIn(schema: z.core.$ZodType): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  return schema instanceof z.ZodPipe ? (objectIn(schema.def.out) ?? objectIn(schema.def.in)) : null;
}
