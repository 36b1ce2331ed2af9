import { expect, test } from "vitest";
import { closestName } from "./closest-name.js";

test.each([
  ["idFeild", " (did you mean idField?)"],
  ["IDFIELD", " (did you mean idField?)"],
  ["inputs", " (did you mean input?)"],
  ["apiKey", ""],
  ["x".repeat(100_000), ""],
])("of %s it is said%s", (given, hint) => {
  expect(closestName(given, ["input", "idField", "encoding"])).toBe(hint);
});
