import * as z from "zod";
import type { Flags } from "../config/flags-to-config.js";
import type { Session } from "../session.js";
import { ADAPTER_NAMES } from "../source/adapter-names.js";
import { knownAdapter } from "../source/adapter-registry.js";

/** One parameter of an adapter. */
interface AdapterParameter {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
}

/** What `sluice adapters --json` prints of one adapter. */
interface AdapterListing {
  readonly name: string;
  readonly description: string;
  readonly inputParameter: string | null;
  readonly parameters: readonly AdapterParameter[];
}

/** `sluice adapters`: what can be ingested, and with which parameters. */
export async function listAdapters(flags: Flags, { io }: Session): Promise<number> {
  const listings = await Promise.all(ADAPTER_NAMES.map(listingOf));
  io.stdout.write(flags["json"] === true ? `${JSON.stringify(listings, null, 2)}\n` : listings.map(describe).join("\n"));
  return 0;
}

async function listingOf(name: string): Promise<AdapterListing> {
  const { load, inputParameter } = knownAdapter(name);
  const adapter = await load({});
  const parameters = adapter.parameters === undefined ? [] : parametersOf(adapter.parameters);
  return { name, description: adapter.description ?? "", inputParameter, parameters };
}

const propertySchema = z.looseObject({ description: z.string().optional(), type: z.unknown().optional() });
const objectSchema = z.object({ properties: z.record(z.string(), propertySchema).default({}), required: z.array(z.string()).default([]) });

function parametersOf(schema: z.ZodType): AdapterParameter[] {
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

function describe({ name, description, inputParameter, parameters }: AdapterListing): string {
  const usage = inputParameter === null ? name : `${name} <${inputParameter}>`;
  const width = Math.max(0, ...parameters.map((parameter) => parameter.name.length));
  const lines = parameters.map((parameter) => `    ${parameter.name.padEnd(width)}  ${notes(parameter)}`.trimEnd());
  return `${[usage, `  ${description}`, ...lines].join("\n")}\n`;
}

function notes(parameter: AdapterParameter): string {
  const fallback = "default" in parameter ? `(default ${JSON.stringify(parameter.default)})` : parameter.isRequired ? "(required)" : "";
  return [parameter.description, fallback].filter((part) => part !== "").join(" ");
}
