import { expect, test } from "vitest";
import { configJsonSchema } from "./config-json-schema.js";
import { configSchema } from "./config-schema.js";

test("the JSON Schema describes every option", () => {
  const { properties, additionalProperties } = configJsonSchema() as { properties: object; additionalProperties: boolean };
  expect(Object.keys(properties)).toEqual(Object.keys(configSchema.shape));
  expect(additionalProperties).toBe(false);
});
