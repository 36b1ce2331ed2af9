import { expect, test } from "vitest";
import { configSchema } from "./config-schema.js";
import { optionNames } from "./option-names.js";

test("the options of a configuration, and those inside one that may be a flag instead", () => {
  expect(optionNames(configSchema, [])).toContain("concurrency");
  expect(optionNames(configSchema, ["earlyValidation"])).toEqual(["after", "minRate", "warnEvery", "warnRate"]);
  expect(optionNames(configSchema, ["policy", "retry"])).toContain("maxAttempts");
});

test("what is no object, or not there, has none", () => {
  expect(optionNames(configSchema, ["concurrency"])).toEqual([]);
  expect(optionNames(configSchema, ["nope", "deeper"])).toEqual([]);
});
