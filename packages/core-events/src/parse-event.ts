import * as z from "zod";
import { eventSchemas, type EventType, type PipelineEvent } from "./pipeline-event.js";
import { SluiceError } from "./sluice-error.js";

/** An event of a type or version that this release does not know; consumers pass it on untouched. */
export type UnknownEvent = Readonly<{ type: string; [field: string]: unknown }>;

/** What {@link parseEvent} makes of a value. */
export type ParsedEvent = { known: true; event: PipelineEvent } | { known: false; event: UnknownEvent };

const anyEvent = z.looseObject({ type: z.string().min(1), version: z.number() });
const looseSchemas = new Map<string, z.ZodType>(
  Object.entries(eventSchemas).map(([type, schema]) => [type, schema.loose()]),
);

/**
 * Checks a value that crossed an edge (log replay, HTTP, stored state) and says whether this release knows its type.
 * Fields beyond the schema are kept; unknown types and newer versions pass untouched.
 *
 * @throws {SluiceError} `EVENT_INVALID` if the value is no event, or breaks the schema of its own type.
 * @example
 * ```ts
 * const parsed = parseEvent(JSON.parse(line));
 * if (parsed.known && parsed.event.type === "DocumentFailed") console.log(parsed.event.error);
 * ```
 */
export function parseEvent(value: unknown): ParsedEvent {
  const head = anyEvent.safeParse(value);
  if (!head.success) throw invalid("an event", head.error);
  const schema = head.data.version === 1 ? looseSchemas.get(head.data.type) : undefined;
  if (schema === undefined) return { known: false, event: head.data };
  const expected = `a ${head.data.type as EventType}`;
  const result = safely(schema, value, expected);
  if (!result.success) throw invalid(expected, result.error);
  return { known: true, event: result.data as PipelineEvent }; // the schema is that of the event's own type
}

/** A value may be nested more deeply than the stack, which a schema goes down on, can take. */
function safely(schema: z.ZodType, value: unknown, expected: string): z.ZodSafeParseResult<unknown> {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SluiceError(`Cannot read the value as ${expected}: it is nested too deeply`, { code: "EVENT_INVALID", cause });
  }
}

function invalid(expected: string, cause: z.ZodError): SluiceError {
  return new SluiceError(`Cannot read the value as ${expected}: ${z.prettifyError(cause)}`, { code: "EVENT_INVALID", cause });
}
