import { expect, test } from "vitest";
import { absolutePolicy, policyReference } from "./policy-reference.js";

test.each([
  ["pol.yaml", { file: "pol.yaml", name: null }],
  ["a b/pol.yml#slow", { file: "a b/pol.yml", name: "slow" }],
  ["a#b/pol.yaml#slow", { file: "a#b/pol.yaml", name: "slow" }],
  ["pol.yaml#", { file: "pol.yaml", name: null }],
  ["polite-api", null],
  ["polite-api#x", null],
])("%j refers to %j", (text, reference) => {
  expect(policyReference(text)).toEqual(reference);
});

test("the path of a file becomes absolute, a name and a whole policy stay as they are", () => {
  expect(["pol.yaml#slow", "/o/pol.yaml", "default"].map((text) => absolutePolicy(text, "/data"))).toEqual(["/data/pol.yaml#slow", "/o/pol.yaml", "default"]);
  expect(absolutePolicy({ timeoutMs: 5 }, "/data")).toEqual({ timeoutMs: 5 });
});
