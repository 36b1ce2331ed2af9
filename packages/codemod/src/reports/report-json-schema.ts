const integer = { type: "integer", minimum: 0 } as const;
const string = { type: "string" } as const;
const boolean = { type: "boolean" } as const;

function object(properties: object, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

function listOf(items: object): object {
  return { type: "array", items };
}

function orNull(schema: object): object {
  return { anyOf: [schema, { type: "null" }] };
}

const site = object(
  {
    path: string,
    line: { type: "integer", minimum: 1 },
    column: { type: "integer", minimum: 1 },
    method: string,
    kind: { enum: ["streaming", "eager", "legacy", "unresolved"] },
    isTest: boolean,
    state: { enum: ["kept", "rewritten", "parked", "left", "declined", "blocked"] },
    target: string,
    note: string,
    reason: string,
    message: string,
    suggestion: string,
  },
  ["target", "note", "reason", "message", "suggestion"],
);

/** The JSON Schema (draft 7) of what `--json` prints. New fields may come in a minor release; `version` is 1 until one goes. */
export const reportJsonSchema: Readonly<Record<string, unknown>> = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Report of @sluice/codemod",
  ...object({
    version: { const: 1 },
    tool: object({ name: string, version: string }),
    migration: string,
    root: string,
    mode: { enum: ["dry-run", "write"] },
    exitCode: { enum: [0, 1, 2] },
    counts: object({ files: integer, bytes: integer, withWords: integer, sites: integer, remaining: integer }),
    sites: listOf(site),
    changes: listOf(object({ path: string, sites: integer, diff: string })),
    skipped: listOf(object({ path: string, reason: string, message: string })),
    typeErrors: orNull(listOf(object({ path: string, line: integer, column: integer, code: integer, message: string }))),
    failure: orNull(object({ path: string, code: string, message: string, unwritten: listOf(string) })),
    formatter: orNull(string),
  }),
};
