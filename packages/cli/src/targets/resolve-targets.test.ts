import { expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import { resolveTargets } from "./resolve-targets.js";
import { parseTarget, storableTarget } from "./target.js";

const literal = parseTarget("postgres://u:p4ssw0rd@h/d");

test("a URL from the environment is put in place, and counts as a secret with its password", () => {
  const url = "postgres://u:p4ssw0rd@h/d";
  expect(resolveTargets([parseTarget("jsonl:a"), parseTarget("postgres:env:DB")], { DB: url })).toEqual({
    sinks: [parseTarget("jsonl:a"), literal],
    secrets: ["p4ssw0rd", url],
  });
});

test("a literal password is a secret, too", () => {
  expect(resolveTargets([literal], {})).toEqual({ sinks: [literal], secrets: ["p4ssw0rd"] });
});

test("a password that was not stored may come from PGPASSWORD", () => {
  expect(() => resolveTargets([storableTarget(literal)], {})).toThrow("expected the password in PGPASSWORD");
  expect(resolveTargets([storableTarget(literal)], { PGPASSWORD: "x" }).sinks).toHaveLength(1);
  const key = parseTarget("postgres://u@h/d?password=p4ss");
  expect(() => resolveTargets([storableTarget(key)], { PGPASSWORD: "x" })).toThrow(UsageError);
});

test.each([[{}, "received none"], [{ DB: "mysql://u:p4ssw0rd@h/d" }, "received another text"]])("a variable %j is refused and not shown", (env, message) => {
  const resolve = (): unknown => resolveTargets([parseTarget("postgres:env:DB")], env);
  expect(resolve).toThrow(UsageError);
  expect(resolve).toThrow(message);
  expect(resolve).not.toThrow("p4ssw0rd");
});
