import { eventJsonSchema, EVENT_TYPES, type EventType } from "@sluice/core-events";
import type { DocComment } from "./doc-comments.ts";
import { fieldType, type JsonSchema } from "./field-types.ts";

/** What stands on docs/events.md: every event with its docstring, its fields and its example. */
export function eventsPage(comments: ReadonlyMap<string, DocComment>): string {
  const schemas = eventJsonSchema()["$defs"] as Readonly<Record<EventType, JsonSchema>>; // a definition per event type, beside those they share
  const envelope = comments.get("eventEnvelope");
  const common = commonFields(EVENT_TYPES.map((type) => schemas[type]));
  return [
    "# Events",
    "Everything a run reports is one of these plain objects, told apart by `type`. A later release may add types and fields:",
    "a consumer passes over what it does not know.",
    "",
    "## Every event",
    envelope?.text ?? "",
    "",
    ...fieldTable(pick(schemas.RunStarted, (name) => common.has(name))),
    ...EVENT_TYPES.flatMap((type) => eventSection(type, schemas[type], common, comments)),
  ].join("\n");
}

function eventSection(type: EventType, schema: JsonSchema, common: ReadonlySet<string>, comments: ReadonlyMap<string, DocComment>): string[] {
  const comment = comments.get(`${type[0]?.toLowerCase() ?? ""}${type.slice(1)}Schema`);
  if (comment === undefined || comment.text === "") throw new Error(`Cannot document ${type}: expected a doc comment on its schema, found none`);
  if (comment.example === null) throw new Error(`Cannot document ${type}: expected an @example on its schema, found none`);
  const { code } = comment.example;
  const own = pick(schema, (name) => name !== "type" && !common.has(name));
  return [`## ${type}`, comment.text, "", ...fieldTable(own), "```json", code, "```", ""];
}

/** The names that every event has, `type` left out. */
function commonFields(schemas: readonly JsonSchema[]): ReadonlySet<string> {
  const [first = {}, ...others] = schemas;
  const names = Object.keys(first.properties ?? {});
  return new Set(names.filter((name) => name !== "type" && others.every(({ properties = {} }) => name in properties)));
}

function pick(schema: JsonSchema, keep: (name: string) => boolean): JsonSchema {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => keep(name)));
  return { ...schema, properties };
}

function fieldTable({ properties = {}, required = [] }: JsonSchema): string[] {
  const rows = Object.entries(properties).map(([name, field]) => {
    const presence = required.includes(name) ? "" : "optional";
    return `| \`${name}\` | ${codeOf(fieldType(field))} | ${[presence, field.description].filter(Boolean).join("; ")} |`;
  });
  return ["| field | type | |", "|---|---|---|", ...rows, ""];
}

function codeOf(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
