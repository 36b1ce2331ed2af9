/** The parts of a JSON Schema that zod writes for an event. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly $ref?: string;
}

/** How a field's type is written in the documentation, such as `integer >= 0`, `"a" | "b"` or `{ key: string }[]`. */
export function fieldType(schema: JsonSchema): string {
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return [...new Set(alternatives.map(fieldType))].join(" | ");
  if (schema.type === "array") return arrayType(schema.items ?? {});
  if (schema.type === "object") return objectType(schema);
  if (schema.type === "number" || schema.type === "integer") return schema.type + rangeOf(schema);
  if (schema.$ref !== undefined) return "JSON value";
  return typeof schema.type === "string" ? schema.type : (schema.type?.join(" | ") ?? "any value");
}

function arrayType(items: JsonSchema): string {
  const type = fieldType(items);
  return type.includes(" | ") ? `(${type})[]` : `${type}[]`;
}

function objectType({ properties, required = [] }: JsonSchema): string {
  if (properties === undefined) return "object";
  const fields = Object.entries(properties).map(([name, schema]) => `${name}${required.includes(name) ? "" : "?"}: ${fieldType(schema)}`);
  return `{ ${fields.join(", ")} }`;
}

/** A range, where the schema has one that says something: zod writes the safe integers into every integer. */
function rangeOf({ minimum, maximum }: JsonSchema): string {
  const hasMinimum = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER;
  const hasMaximum = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (hasMinimum && hasMaximum) return ` from ${minimum} to ${maximum}`;
  if (hasMinimum) return ` >= ${minimum}`;
  return hasMaximum ? ` <= ${maximum}` : "";
}
