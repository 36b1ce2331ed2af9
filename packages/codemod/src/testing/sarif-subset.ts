function closed(properties: object, required: readonly string[] = Object.keys(properties)): object {
  return { type: "object", properties, required, additionalProperties: false };
}

const text = closed({ text: { type: "string" } });
const uriReference = { type: "string", pattern: "^[\\w\\-.~%!$&'()*+,;=:@/]+$" };
const artifactLocation = closed({ uri: uriReference, uriBaseId: { type: "string" } });
const atLeastOne = { type: "integer", minimum: 1 };
const index = { type: "integer", minimum: 0 };
const region = closed({ startLine: atLeastOne, startColumn: atLeastOne, endColumn: atLeastOne });
const replacement = closed({ deletedRegion: closed({ charOffset: index, charLength: index }), insertedContent: text });
const fix = closed({
  description: text,
  artifactChanges: { type: "array", minItems: 1, items: closed({ artifactLocation, replacements: { type: "array", minItems: 1, items: replacement } }) },
});

/** What section 3 of the SARIF 2.1.0 specification says of the objects and properties that our logs use. */
export const sarifSubset = closed({
  $schema: { type: "string", format: "uri" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    minItems: 1,
    items: closed({
      tool: closed({
        driver: closed({
          name: { type: "string" },
          semanticVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+" },
          informationUri: { type: "string", format: "uri" },
          rules: { type: "array", uniqueItems: true, items: closed({ id: { type: "string" } }) },
        }),
      }),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      originalUriBaseIds: { type: "object", additionalProperties: closed({ uri: { type: "string", pattern: "^file:///.*/$" } }) },
      invocations: { type: "array", items: closed({ executionSuccessful: { type: "boolean" }, exitCode: { type: "integer" } }) },
      results: {
        type: "array",
        items: closed(
          {
            ruleId: { type: "string" },
            ruleIndex: index,
            level: { enum: ["none", "note", "warning", "error"] },
            message: text,
            locations: { type: "array", items: closed({ physicalLocation: closed({ artifactLocation, region }) }) },
            fixes: { type: "array", uniqueItems: true, items: fix },
          },
          ["ruleId", "ruleIndex", "level", "message", "locations"],
        ),
      },
    }),
  },
});
