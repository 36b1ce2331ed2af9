import { expect, test } from "vitest";
import { decideConsent } from "./consent.js";

test("nothing is counted unless it is asked for", () => {
  expect(decideConsent({ env: {} })).toEqual({ on: false, reason: "not asked for" });
  expect(decideConsent({ env: { SLUICE_ADOPTION_FILE: "" } })).toEqual({ on: false, reason: "not asked for" });
});

test("a file, in the call or in the environment, switches it on, and so does memory", () => {
  expect(decideConsent({ file: "a.jsonl", env: { SLUICE_ADOPTION_FILE: "b.jsonl" } })).toEqual({ on: true, file: "a.jsonl" });
  expect(decideConsent({ env: { SLUICE_ADOPTION_FILE: "b.jsonl" } })).toEqual({ on: true, file: "b.jsonl" });
  expect(decideConsent({ memory: true, env: {} })).toEqual({ on: true, file: null });
});

test.each(["DO_NOT_TRACK", "CI"] as const)("J1: %s wins over every opt-in", (name) => {
  const asked = { file: "a.jsonl", memory: true };
  expect(decideConsent({ ...asked, env: { SLUICE_ADOPTION_FILE: "b.jsonl", [name]: "1" } })).toEqual({ on: false, reason: name });
  expect(decideConsent({ ...asked, env: { [name]: "true" } })).toEqual({ on: false, reason: name });
});

test.each(["", "0", "false", "FALSE"])("a variable set to %j is not set", (value) => {
  expect(decideConsent({ memory: true, env: { DO_NOT_TRACK: value, CI: value } })).toMatchObject({ on: true });
});
