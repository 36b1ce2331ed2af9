import { expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import { resolveParameters, storableParameters } from "./secret-parameters.js";

test("env:NAME is replaced, and counts as secret whatever the parameter is called", () => {
  const { parameters, secrets } = resolveParameters({ query: "env:TERM_TO_FIND", page: "1" }, { TERM_TO_FIND: "fern" });
  expect(parameters).toEqual({ query: "fern", page: "1" });
  expect(secrets).toEqual(["fern"]);
});

test("a variable that is not set is the caller's mistake", () => {
  expect(() => resolveParameters({ apiKey: "env:NOWHERE" }, {})).toThrow(UsageError);
});

test("E8 a literal secret is stored as redacted and a reference as itself", () => {
  const stored = storableParameters({ apiKey: "s3cr3t/42", token: "env:TOKEN", url: "https://u:pw@h/?api_key=k&q=1", query: "fern" });
  expect(stored).toEqual({ apiKey: "[redacted]", token: "env:TOKEN", url: "https://[redacted]@h/?api_key=[redacted]&q=1", query: "fern" });
});

test("a secret that was not stored must be given again", () => {
  expect(() => resolveParameters(storableParameters({ apiKey: "s3cr3t" }), {})).toThrow(/apiKey.*expected it again as --param apiKey=/);
});

test("secrets come in the order of names, wherever they come from", () => {
  const literal = resolveParameters({ b: "env:B", token: "literal-token" }, { B: "value-b" });
  const environment = resolveParameters({ token: "env:T", b: "env:B" }, { B: "value-b", T: "literal-token" });
  expect(literal.secrets).toEqual(environment.secrets);
});
